import type { Config } from '../config.ts';
import { ownerUrl } from '../embedded/database.ts';
import { FolderHeld } from '../embedded/folder-lock.ts';
import { startEmbeddedPostgres } from '../embedded/postgres.ts';
import { socketFolder } from '../embedded/socket-folder.ts';
import type { Log } from '../log.ts';
import { connect, type Database } from '../store/connect.ts';

/**
 * Lends a command of the command line the product's database: the one that is configured, the
 * embedded one that is running, or else the embedded one started for as long as it takes.
 */
export async function withDatabase<T>(
  config: Config,
  log: Log,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { url, stop } = await reach(config, log);
  const database = connect(url, { max: 2 });
  try {
    return await work(database);
  } finally {
    await database.destroy();
    await stop();
  }
}

async function reach(
  config: Config,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const nothing = async () => {};
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: nothing };
  try {
    return await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error;
    return { url: ownerUrl(socketFolder(config.dataDir)), stop: nothing };
  }
}
