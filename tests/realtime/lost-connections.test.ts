import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Run } from '../../server/commands/command.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { openBus } from '../../server/realtime/bus.ts';
import { createPublisher, type Publisher } from '../../server/realtime/publisher.ts';
import { openRelay } from '../../server/realtime/relay.ts';
import {
  type LiveSite,
  log,
  openTab,
  runTelling,
  startSite,
  type Tab,
  testSessions,
  testViews,
} from '../support/live.ts';
import { until } from '../support/processes.ts';
import { createWorld, type World } from '../support/world.ts';

describe('when PostgreSQL drops the connections that servers speak through', () => {
  let world: World;
  let site: LiveSite;
  let relay: ReturnType<typeof openRelay>;
  let publisher: Publisher;
  let run: Run;
  let people: ReturnType<typeof testSessions>;
  beforeAll(async () => {
    world = await createWorld();
    people = testSessions(world);
    const bus = () => openBus({ databaseUrl: world.url, redisUrl: null, log });
    site = await startSite(world, { bus: bus(), sessions: people.sessions });
    relay = openRelay(bus());
    publisher = createPublisher({
      io: relay.io,
      database: world.knex,
      views: testViews(),
      clock: () => world.clock.now,
      log,
    });
    run = runTelling(world, publisher.publish);
  });
  afterAll(async () => {
    await publisher.settled();
    await relay.close();
    await site.close();
    await world.drop();
  });

  const comeBack = async (): Promise<Tab | null> => {
    try {
      const tab = await openTab(site, { sid: await people.signIn(world.cast.karim) });
      await tab.join('desk:queue');
      return tab;
    } catch {
      return null;
    }
  };
  const live = async (): Promise<number> => {
    const { rows } = await world.ownerKnex.raw(
      `select count(*) from pg_stat_activity
        where datname = current_database() and application_name = 'guichet live'`,
    );
    return rows[0].count;
  };

  test('nothing breaks, they are opened again, and no more of them than before', async () => {
    const before = await openTab(site, { sid: await people.signIn(world.cast.lea) });
    await until(async () => (await live()) >= 2);
    for (let time = 0; time < 2; time += 1) {
      await world.ownerKnex.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'guichet live'`,
      );
      await until(async () => (await live()) >= 2);
    }
    // as a page does: dropped once more while the servers find each other, it comes back
    let tab: Tab | null = null;
    let count = 0;
    await until(async () => {
      if (tab === null || tab.ended !== null) tab = await comeBack();
      if (tab === null) return false;
      count += 1;
      const said = { kind: 'incident', subject: `Essai ${count}`, body: 'Bonjour' } as const;
      await run(openTicket, world.cast.jean, { ...said, files: [] });
      await publisher.settled();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return tab.seen().includes('Essai');
    });
    expect(await live()).toBeLessThanOrEqual(4);
    // it may have missed something: it comes back, and fetches the page again
    expect(before.ended).toBe('transport close');
    (tab as Tab | null)?.close();
  }, 40_000);
});
