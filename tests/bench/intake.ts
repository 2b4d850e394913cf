import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../server/store/migrate.ts';
import { atOnce, percentile, print } from './figures.ts';
import { furnish, startGateway, startWithCommitTimes, untilDecided } from './helpdesk.ts';
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

await main();
