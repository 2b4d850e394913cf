import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { systemClock } from '../../server/clock.ts';
import { loadConfig } from '../../server/config.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { firstStart } from '../../server/process/first-start.ts';
import { freePort } from '../support/free-port.ts';
import { KNOWN } from './mails.ts';

/** Waits until every message that was kept is decided. */
export async function untilDecided(pool: pg.Pool): Promise<void> {
  const undecided = 'select from inbound_emails where outcome is null limit 1';
  while ((await pool.query(undecided)).rowCount !== 0) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** An embedded PostgreSQL, fsync on, that keeps when each transaction was committed. */
export async function startWithCommitTimes(dataDir: string) {
  const options = { dataDir, log: createLog('silent') };
  const first = await startEmbeddedPostgres(options);
  const owner = new pg.Client({ connectionString: first.url });
  await owner.connect();
  await owner.query('alter system set track_commit_timestamp = on');
  await owner.end();
  await first.stop();
  return startEmbeddedPostgres(options);
}

function environment(url: string, dataDir: string, listen: string) {
  return {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    MAIL_LISTEN: listen,
    MAIL_DOMAIN: 'alize.example',
    NODE_ENV: 'production',
    // what others' name servers take to answer is not ours to measure
    MAIL_AUTH: 'off',
    PUBLIC_URL: 'https://aide.alize.example',
    SECRET: 'a secret of thirty-two characters',
  };
}

/** A helpdesk with as many customers as the mails of the benchmark are from. */
export async function furnish(url: string, dataDir: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`
    with added as (
      insert into customers (name, quality, created_at)
      select 'Client ' || i, 'consumer', now() from generate_series(0, ${KNOWN - 1}) i returning id, name)
    insert into users (customer_id, name, email, roles, locale, time_zone, created_at)
    select id, name, lower(replace(name, ' ', '')) || '@courriel.example', array['customer'],
           'fr', 'Europe/Paris', now() from added;
    insert into tariff_versions (version, effective_from, unit_minutes, minimum_units,
      net_unit_cents, gross_unit_cents, created_at)
      values (1, 'epoch', 30, 1, 2900, 3480, now())`);
  const loaded = loadConfig(environment(url, dataDir, '127.0.0.1:2525'), '/');
  if (!loaded.ok) throw new Error(loaded.problems.join());
  await firstStart({ ...loaded.config, databaseUrl: url }, systemClock);
  // fifty people send thousands of mails: each is acknowledged at once, as mail usually is
  await owner.query(`
    insert into settings (name, value, updated_at) values ('mail_rules',
      '{"strangerAcknowledgements": 1000, "knownAcknowledgements": 1000}', now())`);
  await owner.end();
}

/** The mail role in a process of its own. @param more settings of its own */
export async function startGateway(
  url: string,
  dataDir: string,
  more: Record<string, string> = {},
) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = fork(fileURLToPath(new URL('gateway.ts', import.meta.url)), {
    env: { ...process.env, ...environment(url, dataDir, listen), ...more },
  });
  await once(child, 'message');
  return {
    pid: child.pid as number,
    port: Number(listen.split(':')[1]),
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
