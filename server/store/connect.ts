import type { Socket } from 'node:net';
import knex, { type Knex } from 'knex';
import pg from 'pg';

export type Database = Knex;
/** What the store reads and writes through: a transaction, or the pool where a read stands alone. */
export type Db = Knex | Knex.Transaction;

const INT8 = 20;

/** Ids and sizes stay far below 2^53, so a bigint is read as a number rather than as a string. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * Opens the application's pool. Every connection works as `guichet_app`, which owns nothing, even
 * where the address names the owner (V1). Independent statements of one transaction travel
 * together (`pipeline`), so that they cost one wait.
 *
 * @param url a postgres:// address; its password never leaves this function
 * @param max the most connections the pool holds
 */
export function connect(url: string, { max = 8 }: { max?: number } = {}): Database {
  return open(url, max, 'set role guichet_app');
}

/** Opens a pool as whoever the address names: for migrations and for tests of the guards. */
export function connectAsOwner(url: string, { max = 2 }: { max?: number } = {}): Database {
  return open(url, max, null);
}

function silent(): void {}

function open(url: string, max: number, firstStatement: string | null): Database {
  return knex({
    client: 'pg',
    connection: { connectionString: url, types, pipeline: true } as Knex.PgConnectionConfig,
    // what goes wrong is thrown to whoever asked; knex would print it as well
    log: { warn: silent, error: silent, deprecate: silent, debug: silent },
    pool: {
      min: 0,
      max,
      afterCreate(
        connection: pg.Client,
        done: (error: Error | null, connection: pg.Client) => void,
      ) {
        sendTogether(connection);
        if (firstStatement === null) return done(null, connection);
        connection.query(firstStatement, (error) => done(error, connection));
      },
    },
  });
}

type Query = (statement: unknown, ...more: unknown[]) => unknown;

/**
 * Statements issued in one turn of the event loop leave in one packet, and nobody waits for the
 * answer to `BEGIN`, which can only fail with the connection, as the next statement will tell.
 * With `pipeline`, a command's writes are then one system call rather than one each.
 */
function sendTogether(connection: pg.Client): void {
  const { stream } = (connection as unknown as { connection: { stream: Socket } }).connection;
  const query = connection.query.bind(connection) as Query;
  let corked = false;
  const send: Query = (statement, ...more) => {
    if (!corked) {
      corked = true;
      stream.cork();
      process.nextTick(() => {
        corked = false;
        stream.uncork();
      });
    }
    const done = more.at(-1);
    const { text } = statement as { text?: string };
    if (text !== 'BEGIN;' || typeof done !== 'function') return query(statement, ...more);
    query(statement, () => {});
    done(null, { rows: [], rowCount: null, command: 'BEGIN' });
  };
  connection.query = send as typeof connection.query;
}
