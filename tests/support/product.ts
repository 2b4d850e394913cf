import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cast, populate } from '../../seeds/populate.ts';
import { type Clock, systemClock } from '../../server/clock.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { type Config, loadConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { furnishHouse } from '../../server/process/house.ts';
import { runProcess } from '../../server/process.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';

export type Product = TestDatabase & {
  config: Config;
  cast: Cast;
  /** Where people reach it. */
  url: string;
  mailPort: number;
  stop(): Promise<void>;
};

/**
 * The whole product in this process, every role, as `npm start` puts it together.
 *
 * @param more settings of its own
 * @param clock what it takes for the server's date and time
 */
export async function startProduct(
  more: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<Product> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'guichet-product-'));
  const mailPort = await freePort();
  const loaded = loadConfig(
    {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: String(await freePort()),
      MAIL_LISTEN: `127.0.0.1:${mailPort}`,
      MAIL_DOMAIN: 'alize.example',
      SECRET: 'a secret of thirty-two characters',
      DEMO: 'no',
      ...more,
    },
    folder,
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const config = { ...loaded.config, databaseUrl: database.url };
  const run = createRunner({
    database: database.knex,
    clock,
    house: furnishHouse(config),
    publish: () => {},
  });
  const cast = await populate(run, database.knex);
  const log = createLog('silent');
  const running = await runProcess(config, {
    roles: ['http', 'worker', 'mail'],
    clock,
    log,
  });
  return {
    ...database,
    config,
    cast,
    url: config.publicUrl,
    mailPort,
    async stop() {
      await running.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
