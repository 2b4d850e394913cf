import type { Knex } from 'knex';
import type { Database } from './connect.ts';

/** What PostgreSQL says to every statement behind the one that failed. */
const GIVEN_UP = '25P02';

/**
 * Does `work` in one transaction. Its statements travel together, so that the first to be heard of
 * may be one that was merely given up: what is thrown is then why the one before it failed, since
 * whether to try again, and whether the database is in trouble, is judged by that.
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  let cause: unknown;
  try {
    return await database.transaction((tx) => {
      tx.on('query-error', (error: unknown) => {
        cause ??= error;
      });
      return work(tx);
    });
  } catch (error) {
    throw codeOf(error) === GIVEN_UP && cause !== undefined ? cause : error;
  }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
