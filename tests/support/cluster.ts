import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { migrate } from '../../server/store/migrate.ts';

/** Where the workers of a run find its cluster: the owner's address of any of its databases. */
export const CLUSTER = 'GUICHET_TEST_CLUSTER';
/** The migrated database that each test's own is copied from. */
export const TEMPLATE = 'guichet_template';

/** Starts the run's PostgreSQL, in a folder that goes with it, and migrates the template. */
export async function startCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-tests-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', remove);
  const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent'), fsync: false });
  const stop = async () => {
    await server.stop();
    remove();
  };
  try {
    const owner = new Client({ connectionString: server.url });
    await owner.connect();
    await owner.query(`create database ${TEMPLATE}`);
    await owner.end();
    await migrate(addressOf(server.url, TEMPLATE));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, stop };
}

/** The address of another database of the same server. */
export function addressOf(url: string, database: string): string {
  return url.replace(/\/[^/]*$/, `/${database}`);
}
