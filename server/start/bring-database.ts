import type { Config } from '../config.ts';
import { lockFolder } from '../embedded/folder-lock.ts';
import { startEmbeddedPostgres } from '../embedded/postgres.ts';
import type { Log } from '../log.ts';

/** The settings, once there is a database. */
export type ConfigWithDatabase = Config & { databaseUrl: string; migrationDatabaseUrl: string };

export type BroughtDatabase = {
  config: ConfigWithDatabase;
  /** Lets go of the data folder, after stopping the database if it was embedded. */
  stop(): Promise<void>;
  /** Settles with the reason if an embedded database ends unasked. */
  ended: Promise<string | null>;
};

/** Takes the data folder for this process alone, and starts the embedded database if it is wanted. */
export async function bringDatabase(config: Config, log: Log): Promise<BroughtDatabase> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl !== null) {
    const lock = lockFolder(dataDir);
    const migrationDatabaseUrl = config.migrationDatabaseUrl ?? databaseUrl;
    return {
      config: { ...config, databaseUrl, migrationDatabaseUrl },
      stop: async () => lock.release(),
      ended: new Promise(() => {}),
    };
  }
  const { url, stop, ended } = await startEmbeddedPostgres({ dataDir, log });
  return {
    config: Object.freeze({ ...config, databaseUrl: url, migrationDatabaseUrl: url }),
    stop,
    ended,
  };
}
