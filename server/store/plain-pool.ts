import type { Database } from './connect.ts';

type Connection = {
  query(text: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
};

/**
 * The pool as a library that brings its own SQL asks for it. It borrows knex's connections rather
 * than opening others: a process keeps to one pool.
 */
export function plainPool(database: Database) {
  return {
    async query(text: string, values: unknown[] = []) {
      const connection: Connection = await database.client.acquireConnection();
      try {
        return await connection.query(text, values);
      } finally {
        await database.client.releaseConnection(connection);
      }
    },
  };
}
