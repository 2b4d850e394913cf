import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { systemClock } from '../../server/clock.ts';
import { loadConfig } from '../../server/config.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { firstStart } from '../../server/process/first-start.ts';
import { migrate } from '../../server/store/migrate.ts';
import { freePort } from '../support/free-port.ts';
import { atOnce, percentile, print } from './figures.ts';
import { measureLimit } from './intake-limit.ts';
import { mailNumber } from './mails.ts';
import { SmtpClient } from './smtp-client.ts';

const COUNT = Number(process.argv[2] ?? 2_000);
const WARM_UP = 200;
/** Where a mail's ticket was committed, by the server's own clock. */
const COMMITTED = `
  select e.rfc_message_id as id, extract(epoch from pg_xact_commit_timestamp(t.xmin)) * 1000 as at
    from inbound_emails e join tickets t on t.id = e.ticket_id where e.id > $1`;

/** `npm run bench:intake [N]`: mails through the SMTP receiver, against the limit of the same run. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-bench-'));
  const postgres = await startWithCommitTimes(folder);
  try {
    await migrate(postgres.url);
    await furnish(postgres.url, folder);
    const gateway = await startGateway(postgres.url, folder);
    print(`${COUNT} mails a round, after ${WARM_UP} to warm up; fsync on; one gateway process`);
    await round(postgres.url, gateway.port, 4, WARM_UP, 1_000_000);
    for (const width of [1, 8]) {
      const { rate, kept, committed, afterId } = await round(
        postgres.url,
        gateway.port,
        width,
        COUNT,
        width * 10_000_000,
      );
      const limit = await measureLimit(postgres.url, afterId, width);
      const times = (samples: number[]) =>
        `p50 ${percentile(samples, 0.5).toFixed(1)} ms, p95 ${percentile(samples, 0.95).toFixed(1)} ms`;
      print(`concurrency ${width}: ${rate.toFixed(0)} tickets/s`);
      print(`  RCPT to 250, the message committed: ${times(kept)}`);
      print(`  RCPT to the ticket committed: ${times(committed)}`);
      print(`  limit ${limit.toFixed(0)}/s, ratio ${(rate / limit).toFixed(2)}`);
    }
    await gateway.stop();
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function round(url: string, port: number, width: number, count: number, first: number) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const mails = Array.from({ length: count }, (_, index) => mailNumber(first + index));
  const clients = await Promise.all(Array.from({ length: width }, () => SmtpClient.open(port)));
  const [{ id: afterId }] = (
    await pool.query('select coalesce(max(id), 0) as id from inbound_emails')
  ).rows;
  const rcptAt = new Map<string, number>();
  const kept: number[] = [];
  const began = performance.now();
  await atOnce(width, count, async (index, lane) => {
    const { from, raw } = mails[index] as { from: string; raw: string };
    const sent = await (clients[lane] as SmtpClient).send(from, raw);
    kept.push(sent.keptAt - sent.rcptAt);
    rcptAt.set(/Message-ID: <(.*)>/.exec(raw)?.[1] ?? '', sent.rcptAt);
  });
  for (const client of clients) client.close();
  await untilDecided(pool);
  const rate = count / ((performance.now() - began) / 1000);
  const { rows } = await pool.query(COMMITTED, [afterId]);
  if (rows.length !== count) throw new Error(`${rows.length} tickets for ${count} mails`);
  await pool.end();
  return {
    rate,
    kept,
    committed: rows.map(({ id, at }) => Number(at) - (rcptAt.get(id) ?? Number.NaN)),
    afterId: Number(afterId),
  };
}

async function untilDecided(pool: pg.Pool): Promise<void> {
  const undecided = 'select from inbound_emails where outcome is null limit 1';
  while ((await pool.query(undecided)).rowCount !== 0) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function startWithCommitTimes(dataDir: string) {
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
    PUBLIC_URL: 'https://aide.alize.example',
    SECRET: 'a secret of thirty-two characters',
  };
}

async function furnish(url: string, dataDir: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`
    with added as (
      insert into customers (name, quality, created_at)
      select 'Client ' || i, 'consumer', now() from generate_series(0, 49) i returning id, name)
    insert into users (customer_id, name, email, roles, locale, time_zone, created_at)
    select id, name, lower(replace(name, ' ', '')) || '@courriel.example', array['customer'],
           'fr', 'Europe/Paris', now() from added;
    insert into tariff_versions (version, effective_from, unit_minutes, minimum_units,
      net_unit_cents, gross_unit_cents, created_at)
      values (1, 'epoch', 30, 1, 2900, 3480, now())`);
  await owner.end();
  const loaded = loadConfig(environment(url, dataDir, '127.0.0.1:2525'), '/');
  if (!loaded.ok) throw new Error(loaded.problems.join());
  await firstStart({ ...loaded.config, databaseUrl: url }, systemClock);
}

async function startGateway(url: string, dataDir: string) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = fork(fileURLToPath(new URL('gateway.ts', import.meta.url)), {
    env: { ...process.env, ...environment(url, dataDir, listen) },
  });
  await once(child, 'message');
  return {
    port: Number(listen.split(':')[1]),
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

await main();
