import { createRedisBackend, type PgPool, type Processor, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '../log.ts';
import { QUEUES, type QueueName } from './jobs.ts';
import { createEnduringBackend, WaitedForPool } from './postgres-backend.ts';

/** Where jobs wait: PostgreSQL, unless there is a Redis. */
export type BackendSettings = { databaseUrl: string; redisUrl: string | null };

/** Milliseconds before a worker that lost its server looks for it again. */
const LOOKED_FOR_EVERY = 1_000;

const QUEUE_OPTIONS = {
  // A job's own entry is worth nothing once it ran: what it did is in the database.
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  streams: { events: { maxLen: 100 } },
};

export type Backend = ReturnType<typeof openBackend>;

/**
 * Opens queues and workers on the backend that the settings name. On PostgreSQL they all share one
 * pool, which every worker takes one connection of to listen.
 */
export function openBackend(
  { databaseUrl, redisUrl }: BackendSettings,
  log: Log,
  { withWorkers }: { withWorkers: boolean },
) {
  return redisUrl
    ? onRedis(redisUrl, log)
    : onPostgres(databaseUrl, log, withWorkers ? Object.keys(QUEUES).length + 3 : 2);
}

function onPostgres(url: string, log: Log, max: number) {
  const { Queue, Worker } = withBackend(createEnduringBackend);
  const pool = new WaitedForPool({
    connectionString: url,
    max,
    options: '-c role=guichet_app -c search_path=bullmq',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'job queue connection lost'));
  // BullMQ describes a pool by hand, and pg's own types are a little wider.
  const connection = pool as unknown as PgPool;
  return {
    queue: (name: QueueName) => new Queue(name, { connection, ...QUEUE_OPTIONS }),
    worker: (name: QueueName, processor: Processor, concurrency: number) =>
      new Worker(name, processor, { connection, concurrency, runRetryDelay: LOOKED_FOR_EVERY }),
    close: () => pool.end(),
  };
}

function onRedis(url: string, log: Log) {
  const { Queue, Worker } = withBackend(createRedisBackend);
  // A client that waits for its server rather than giving up on a command.
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on('error', (error) => log.warn({ err: error }, 'job queue connection lost'));
  return {
    queue: (name: QueueName) => new Queue(name, { connection, ...QUEUE_OPTIONS }),
    worker: (name: QueueName, processor: Processor, concurrency: number) =>
      new Worker(name, processor, { connection, concurrency, runRetryDelay: LOOKED_FOR_EVERY }),
    close: async () => {
      await connection.quit();
    },
  };
}

/** Closes on the first call; later ones wait for the same end. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}
