import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openQueues } from '../../server/jobs/queues.ts';
import type { Handlers } from '../../server/jobs/workers.ts';
import { openWorkers } from '../../server/jobs/workers.ts';
import { createLog } from '../../server/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/processes.ts';

const log = createLog('silent');

/** What PostgreSQL says to whoever connects while it recovers from a crash. */
function inRecovery(): Buffer {
  const said = Buffer.from('SFATAL\0C57P03\0Mthe database system is in recovery mode\0\0');
  const size = Buffer.alloc(4);
  size.writeInt32BE(said.length + 4);
  return Buffer.concat([Buffer.from('E'), size, said]);
}

/** Stands before PostgreSQL, and speaks for it while it recovers. */
async function startDoor(url: string) {
  const [, folder = '', name = ''] = /@([^/]+)\/(.*)$/.exec(url) ?? [];
  const socketPath = `${decodeURIComponent(folder)}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  const door = { recovering: false, refused: 0 };
  const server = createServer((near) => {
    sockets.add(near.on('error', () => {}));
    if (door.recovering) {
      door.refused += 1;
      near.once('data', () => near.end(inRecovery()));
      return;
    }
    const far = connect(socketPath);
    sockets.add(far.on('error', () => {}));
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(door, {
    url: `postgres://guichet_owner@127.0.0.1:${port}/${name}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}

describe('PostgreSQL recovers while a process opens its queues', () => {
  let database: TestDatabase;
  let door: Awaited<ReturnType<typeof startDoor>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    door = await startDoor(database.url);
  });
  afterAll(async () => {
    await door.close();
    await database.drop();
  });

  test('what was asked for in vain at first can be asked for afterwards', async () => {
    door.recovering = true;
    const queues = openQueues({ databaseUrl: door.url, redisUrl: null, log });
    const ask = () => queues.add('transmit-outbound-email', { outboundEmailId: 7 });
    await expect(ask()).rejects.toThrow('the database system is in recovery mode');
    door.recovering = false;
    await ask();
    const rows = await database.ownerKnex.withSchema('bullmq').from('job').select('name');
    expect(rows).toEqual([{ name: 'transmit-outbound-email' }]);
    await queues.close();
  });

  test('workers that find no server give up, without asking again and again', async () => {
    door.recovering = true;
    const handlers = new Proxy({}, { get: () => async () => {} }) as Handlers;
    const opened = openWorkers({ databaseUrl: door.url, redisUrl: null, handlers, log });
    await expect(opened).rejects.toThrow('the database system is in recovery mode');
    expect(door.refused).toBeLessThan(20);
    door.recovering = false;
  });

  test('workers that lose their server go on once it is back', async () => {
    const done: number[] = [];
    const handlers = new Proxy(
      {},
      {
        get: () => async (data: { outboundEmailId?: number }) =>
          void done.push(data.outboundEmailId ?? 0),
      },
    ) as Handlers;
    const settings = { databaseUrl: door.url, redisUrl: null, log };
    const workers = await openWorkers({ ...settings, handlers, schedule: [] });
    const queues = openQueues({ ...settings, databaseUrl: database.url });
    door.recovering = true;
    door.refused = 0;
    await database.ownerKnex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until(() => door.refused > 0);
    door.recovering = false;
    await until(async () => {
      await queues
        .add('transmit-outbound-email', { outboundEmailId: 9 }, { id: 'neuf' })
        .catch(() => {});
      return done.includes(9);
    });
    await queues.close();
    await workers.close();
  }, 30_000);
});
