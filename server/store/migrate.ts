import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import pg from 'pg';
import { connectAsOwner } from './connect.ts';
import { migrateQueues } from './migrate-queues.ts';

const folder = new URL('../../migrations/', import.meta.url);

/**
 * The migrations, named without their extension: a database migrated from the sources goes on from
 * the build.
 */
export const migrationSource: Knex.MigrationSource<string> = {
  async getMigrations() {
    return readdirSync(fileURLToPath(folder))
      .filter((name) => /^\d{3}_\w+\.(ts|js)$/.test(name))
      .map((name) => name.replace(/\.(ts|js)$/, ''))
      .sort();
  },
  getMigrationName: (name) => name,
  async getMigration(name) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    return import(new URL(`${name}.${extension}`, folder).href);
  },
};

/**
 * Brings the database at `ownerUrl` to the newest schema; safe to run from several processes, and
 * after one was killed halfway.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = connectAsOwner(ownerUrl);
  const guard = new pg.Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    // Knex's own lock is a row, which a killed process leaves behind; this one goes with its connection.
    await guard.query(`select pg_advisory_lock(hashtext('guichet migrations'))`);
    await owner.migrate.forceFreeMigrationsLock({ migrationSource });
    await owner.migrate.latest({ migrationSource });
    // granting twice at once is refused by PostgreSQL, so these wait their turn as well
    await migrateQueues(ownerUrl);
  } finally {
    await guard.end();
    await owner.destroy();
  }
}
