import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNote } from '../../server/commands/add-note.ts';
import type { Run } from '../../server/commands/command.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { openBus } from '../../server/realtime/bus.ts';
import { createPublisher, type Publisher } from '../../server/realtime/publisher.ts';
import { openRelay } from '../../server/realtime/relay.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { describeWith } from '../support/describe-with.ts';
import {
  type LiveSite,
  log,
  openTab,
  runTelling,
  startSite,
  testSessions,
  testViews,
} from '../support/live.ts';
import { REDIS } from '../support/parts.ts';
import { until } from '../support/processes.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createWorld, type World } from '../support/world.ts';

/** Two http processes and a worker that holds no socket, speaking through one bus. */
function severalServers(redisUrl: () => string | null): void {
  let world: World;
  let people: ReturnType<typeof testSessions>;
  let sites: LiveSite[];
  let relay: ReturnType<typeof openRelay>;
  let publisher: Publisher;
  let run: Run;

  beforeAll(async () => {
    world = await createWorld();
    people = testSessions(world);
    const bus = () => openBus({ databaseUrl: world.url, redisUrl: redisUrl(), log });
    sites = [
      await startSite(world, { bus: bus(), sessions: people.sessions }),
      await startSite(world, { bus: bus(), sessions: people.sessions }),
    ];
    relay = openRelay(bus());
    publisher = createPublisher({
      io: relay.io,
      database: world.knex,
      views: testViews(),
      clock: () => world.clock.now,
      log,
    });
    run = runTelling(world, publisher.publish);
    // each has met the others once their sockets can be asked for
    await until(async () => (await sites[0]?.realtime.io.fetchSockets())?.length === 0);
  });
  afterAll(async () => {
    await publisher.settled();
    await Promise.all([relay.close(), ...sites.map((site) => site.close())]);
    await world.drop();
  });

  const tab = async (site: number, who: 'karim' | 'lea') =>
    openTab(sites[site] as LiveSite, { sid: await people.signIn(world.cast[who]) });
  const body = 'Le site ne répond plus. '.repeat(400);
  const openOne = (subject: string) =>
    run(openTicket, world.cast.jean, { kind: 'incident', subject, body, files: [] });

  test('what a worker committed is seen on both', async () => {
    const [here, there] = [await tab(0, 'karim'), await tab(1, 'lea')];
    await here.join('desk:queue');
    await there.join('desk:queue');
    await openOne('Site hors ligne');
    const waited = await Promise.all([
      here.shows('Site hors ligne'),
      there.shows('Site hors ligne'),
    ]);
    expect(Math.max(...waited)).toBeLessThan(1_000);
    here.close();
    there.close();
  });

  test('a message larger than a notification arrives whole', async () => {
    const [ticket, there] = [await findTicket(world.knex, '2026-000001'), await tab(1, 'lea')];
    await there.join(`ticket:${ticket?.id}:staff`);
    await run(addNote, world.cast.karim, { number: '2026-000001', body: `${body} FIN` });
    expect(await there.shows(' FIN')).toBeLessThan(1_000);
    there.close();
  });

  test('who reads and who writes is known across them, and leaves with its tab', async () => {
    const ticket = String((await findTicket(world.knex, '2026-000001'))?.id);
    const [karim, lea] = [await tab(0, 'karim'), await tab(1, 'lea')];
    karim.socket.emit('reading', { ticket });
    lea.socket.emit('writing', { ticket });
    const both = [
      { id: String(world.cast.karim.id), name: 'Karim Diallo', state: 'reading' },
      { id: String(world.cast.lea.id), name: 'Léa Fontaine', state: 'writing' },
    ];
    await until(() => JSON.stringify(karim.present.at(-1)?.people) === JSON.stringify(both));
    await until(() => JSON.stringify(lea.present.at(-1)?.people) === JSON.stringify(both));
    const from = performance.now();
    lea.close();
    await until(() => karim.present.at(-1)?.people.length === 1);
    expect(performance.now() - from).toBeLessThan(2_000);
    karim.close();
  });

  test('a session that ends on one is cut on the other', async () => {
    const lea = await tab(1, 'lea');
    sites[0]?.realtime.endUser(world.cast.lea.id);
    await until(() => lea.socket.disconnected);
  });

  test('the cookie of a socket is not told to the other servers', async () => {
    const lea = await tab(1, 'lea');
    await until(async () => (await sites[0]?.realtime.io.fetchSockets())?.length === 1);
    const [seen] = (await sites[0]?.realtime.io.fetchSockets()) ?? [];
    expect(seen?.data.name).toBe('Léa Fontaine');
    expect(JSON.stringify([seen?.handshake, [...(seen?.rooms ?? [])]])).not.toMatch(/sid=|cookie/);
    lea.close();
  });
}

describe('several servers on one PostgreSQL', () => {
  severalServers(() => null);
});

describeWith(REDIS, 'several servers on one Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  severalServers(() => redis.url);
});
