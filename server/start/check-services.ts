import { Redis } from 'ioredis';
import { withoutPassword } from '../config/without-password.ts';
import type { Config } from '../config.ts';
import { StartProblem } from '../embedded/start-problem.ts';
import { connectAsOwner } from '../store/connect.ts';

/** Milliseconds that a service is given to answer before the start is given up. */
const PATIENCE = 5000;

/** Throws a `StartProblem` naming the first service of the environment that does not answer. */
export async function checkServices(config: Config): Promise<void> {
  const { databaseUrl, migrationDatabaseUrl, redisUrl } = config;
  if (databaseUrl !== null) await checkDatabase('DATABASE_URL', databaseUrl);
  if (migrationDatabaseUrl !== null && migrationDatabaseUrl !== databaseUrl) {
    await checkDatabase('MIGRATION_DATABASE_URL', migrationDatabaseUrl);
  }
  if (redisUrl !== null) await checkRedis(redisUrl);
}

async function checkDatabase(name: string, url: string): Promise<void> {
  const database = connectAsOwner(url, { max: 1 });
  try {
    await within(database.raw('select 1'));
  } catch (error) {
    throw unreachable(name, url, error);
  } finally {
    // Not waited for: a server that does not answer does not say goodbye either.
    database.destroy().catch(() => {});
  }
}

async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  // What went wrong comes as an event; the call only says that the connection is closed.
  let cause: unknown;
  redis.on('error', (error) => {
    cause = error;
  });
  try {
    await within(redis.connect());
    await within(redis.ping());
  } catch (error) {
    throw unreachable('REDIS_URL', url, cause ?? error);
  } finally {
    redis.disconnect();
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const problem = new Error(`no answer in ${PATIENCE / 1000} seconds`);
    timer = setTimeout(() => reject(problem), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(name: string, url: string, error: unknown): StartProblem {
  // Where a name has several addresses, Node gives an error for each and a message of none.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const reason = (first as Error).message;
  return new StartProblem(`${name} cannot be reached, at ${withoutPassword(url)}: ${reason}.`);
}
