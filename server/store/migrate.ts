import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
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

/** Brings the database at `ownerUrl` to the newest schema; safe to run from several processes. */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = connectAsOwner(ownerUrl);
  try {
    await owner.migrate.latest({ migrationSource });
  } finally {
    await owner.destroy();
  }
  await migrateQueues(ownerUrl);
}
