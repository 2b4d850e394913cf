import { expect } from '@jest/globals';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { openBus } from '../../server/realtime/bus.ts';
import { createPublisher } from '../../server/realtime/publisher.ts';
import { log, openTab, runTelling, startSite, type Tab, testSessions, testViews } from './live.ts';
import { createWorld } from './world.ts';

export type LiveWorld = Awaited<ReturnType<typeof openLiveWorld>>;

/** A helpdesk whose pages are live: what its commands commit is pushed to whoever looks. */
export async function openLiveWorld(settings: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld(settings);
  const people = testSessions(world);
  const bus = openBus({ databaseUrl: world.url, redisUrl: null, log });
  const site = await startSite(world, { bus, sessions: people.sessions, recheckEvery: 100 });
  const publisher = createPublisher({
    io: site.realtime.io,
    database: world.knex,
    views: testViews(),
    clock: () => world.clock.now,
    log,
  });
  const tabs: Tab[] = [];
  return {
    world,
    people,
    bus,
    site,
    publisher,
    run: runTelling(world, publisher.publish),
    /** Somebody's page, that listens to these streams. */
    async tabOf(who: UserActor, ...streams: string[]): Promise<Tab> {
      const tab = await openTab(site, { sid: await people.signIn(who) });
      tabs.push(tab);
      for (const stream of streams) {
        expect(await tab.join(stream)).toEqual({ ok: true, stale: false });
      }
      return tab;
    },
    closeTabs() {
      for (const tab of tabs.splice(0)) tab.close();
    },
    async close() {
      for (const tab of tabs.splice(0)) tab.close();
      await publisher.settled();
      await site.close();
      await world.drop();
    },
  };
}
