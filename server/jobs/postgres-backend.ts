import { createPostgresBackend } from 'bullmq';
import { Pool, type PoolClient } from 'pg';
import { isDatabaseTrouble } from '../store/database-trouble.ts';

/**
 * BullMQ's backend on PostgreSQL, which gets over a server that is away when it is first spoken to.
 * By itself it remembers that first failure for good: nothing is queued nor done any more until the
 * process ends.
 */
export const createEnduringBackend: typeof createPostgresBackend = (...parameters) => {
  const backend = createPostgresBackend(...parameters);
  const { connection } = backend as unknown as { connection: Memoizing };
  forgetFailures(connection);
  forgetFailures(backend as unknown as Memoizing);
  return backend;
};

type Memoizing = { waitUntilReady(): Promise<void>; readyPromise: Promise<void> | undefined };

function forgetFailures(memoizing: Memoizing): void {
  const waitUntilReady = memoizing.waitUntilReady.bind(memoizing);
  memoizing.waitUntilReady = async () => {
    try {
      await waitUntilReady();
    } catch (error) {
      memoizing.readyPromise = undefined;
      throw error;
    }
  };
}

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool that says of every server it cannot connect to what BullMQ takes for one: it then waits
 * before it tries again. A server that is starting up, or recovering, it would ask again at once,
 * without end, and the process would do nothing else.
 */
export class WaitedForPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<PoolClient> | undefined {
    if (connected === undefined) {
      return super.connect().catch((error) => {
        throw unreachable(error);
      });
    }
    super.connect((error, client, done) => {
      connected(error && unreachable(error), client, done);
    });
    return undefined;
  }
}

function unreachable(error: Error): Error {
  if (!isDatabaseTrouble(error)) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNREFUSED' });
}
