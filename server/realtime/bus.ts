import { createAdapter as overPostgres } from '@socket.io/postgres-adapter';
import { createAdapter as overRedis } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { ServerOptions } from 'socket.io';
import type { Log } from '../log.ts';

/** What socket servers of one helpdesk speak to each other through. */
export type Bus = {
  readonly adapter: NonNullable<ServerOptions['adapter']>;
  /** Calls back when listening goes on after a gap, in which things were said unheard. */
  onGap(listener: () => void): void;
  /** After the servers that use it are closed. */
  close(): Promise<void>;
};

/** Under PostgreSQL's limit of 8000 bytes for a notification; beyond it a table carries the rest. */
const NOTIFICATION_BYTES = 7_500;

const WORK_AS = 'set role guichet_app';

/** Redis where there is one, else PostgreSQL's notifications, over two connections. */
export function openBus({
  databaseUrl,
  redisUrl,
  log,
}: {
  databaseUrl: string;
  redisUrl: string | null;
  log: Log;
}): Bus {
  return redisUrl === null ? postgresBus(databaseUrl, log) : redisBus(redisUrl, log);
}

function postgresBus(connectionString: string, log: Log): Bus {
  const settings = { connectionString, application_name: 'guichet live' };
  const lost = (error: Error) => log.warn({ err: error }, 'live: a connection to PostgreSQL ended');
  const pool = new pg.Pool({
    ...settings,
    max: 1,
    verify: (client, done) => client.query(WORK_AS, done),
  });
  pool.on('error', lost);
  // Listening takes a connection for good. From a pool it would never be given back once it broke,
  // and after two restarts of the server nothing could be sent any more.
  const gaps = createGaps();
  let closed = false;
  const sending = new Set<Promise<unknown>>();
  const connections = {
    query(text: string, values: unknown[]) {
      const sent = pool.query(text, values);
      sending.add(sent);
      const done = () => sending.delete(sent);
      sent.then(done, done);
      return sent;
    },
    async connect() {
      if (closed) await forever();
      const client = new pg.Client(settings);
      client.on('error', lost);
      await client.connect();
      await client.query(WORK_AS);
      // the adapter tries for ever: once closed, it is left waiting
      if (closed) await client.end().then(forever);
      gaps.listening();
      return Object.assign(client, { release: () => void client.end().catch(lost) });
    },
  };
  const adapter = overPostgres(connections as unknown as pg.Pool, {
    payloadThreshold: NOTIFICATION_BYTES,
    errorHandler: (error: Error) => log.warn({ err: error }, 'live: a notification failed'),
  });
  return {
    adapter,
    onGap: gaps.onGap,
    async close() {
      closed = true;
      // the last thing sent is that this server is gone: nobody then waits for its answers
      await Promise.allSettled(sending);
      await pool.end();
    },
  };
}

function redisBus(redisUrl: string, log: Log): Bus {
  const lost = (error: Error) => log.warn({ err: error }, 'live: Redis');
  // What can't be sent at once is dropped: a page that reconnects fetches what it missed.
  const publishing = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  const listening = new Redis(redisUrl, { maxRetriesPerRequest: null });
  for (const client of [publishing, listening]) client.on('error', lost);
  const gaps = createGaps();
  listening.on('ready', gaps.listening);
  const publish = publishing.publish.bind(publishing);
  publishing.publish = ((channel: string, message: string) =>
    publish(channel, message).catch(lost)) as typeof publishing.publish;
  return {
    adapter: overRedis(publishing, listening),
    onGap: gaps.onGap,
    async close() {
      await publishing.quit().catch(lost);
      // what the adapter still asks of it ends first; a Redis that doesn't answer isn't waited for
      await Promise.race([listening.quit().catch(lost), patience(1_000)]);
      listening.disconnect();
    },
  };
}

const patience = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

const forever = () => new Promise<never>(() => {});

/** The first time that listening begins is no gap; each time after is. */
function createGaps() {
  let begun = false;
  let tell = () => {};
  return {
    listening: () => {
      if (begun) tell();
      begun = true;
    },
    onGap: (listener: () => void) => {
      tell = listener;
    },
  };
}
