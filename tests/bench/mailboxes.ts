import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { migrate } from '../../server/store/migrate.ts';
import { startDovecot, type TestDovecot } from '../support/dovecot.ts';
import { atOnce, percentile, print } from './figures.ts';
import { furnish, startGateway, startWithCommitTimes, untilDecided } from './helpdesk.ts';
import { mailNumber } from './mails.ts';

const WAITING = Number(process.argv[2] ?? 10_000);
const MAILBOXES = 50;
const EACH = 20;
const DELIVERERS = 4;

/**
 * `npm run bench:mailboxes [N]`: one mailbox in which N messages wait, then fifty on one gateway,
 * against the limit of the same run: the same messages fetched by one bare IMAP client and kept by
 * one INSERT each.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-bench-'));
  const postgres = await startWithCommitTimes(folder);
  const dovecot = await startDovecot();
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
  try {
    await migrate(postgres.url);
    await furnish(postgres.url, folder);
    await oneMailbox(dovecot, pool, postgres.url, folder);
    await manyMailboxes(dovecot, pool, postgres.url, folder);
  } finally {
    await pool.end();
    await dovecot.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneMailbox(dovecot: TestDovecot, pool: pg.Pool, url: string, folder: string) {
  await deliver(dovecot, Array(WAITING).fill('attente'), 0);
  const limit = await bareClient(dovecot, 'attente', pool);
  const began = performance.now();
  const gateway = await startGateway(url, folder, { IMAP_URL: dovecot.imapUrl('attente') });
  try {
    await untilCount(pool, 'select count(*)::int from inbound_emails', WAITING);
    const kept = WAITING / seconds(began);
    await untilDecided(pool);
    const decided = WAITING / seconds(began);
    print(`1 mailbox, ${WAITING} messages waiting; fsync on; one gateway process`);
    print(`  kept ${kept.toFixed(0)}/s, decided too ${decided.toFixed(0)}/s (its start included)`);
    print(`  limit ${limit.toFixed(0)}/s; ratio ${(kept / limit).toFixed(2)} kept`);
    print(`  memory of the gateway: ${megabytes(gateway.pid)} MB`);
  } finally {
    await gateway.stop();
  }
}

async function manyMailboxes(dovecot: TestDovecot, pool: pg.Pool, url: string, folder: string) {
  const users = Array.from({ length: MAILBOXES }, (_, index) => `boite${index}`);
  const all = users.flatMap((user) => Array<string>(EACH).fill(user));
  await deliver(dovecot, all, 1_000_000);
  const before = await count(pool);
  const began = performance.now();
  const IMAP_URL = users.map((user) => dovecot.imapUrl(user)).join(' ');
  const gateway = await startGateway(url, folder, { IMAP_URL });
  try {
    await untilCount(pool, 'select count(*)::int from inbound_emails', before + all.length);
    await untilDecided(pool);
    const rate = all.length / seconds(began);
    const sentAt = new Map<string, number>();
    await deliver(dovecot, users, 2_000_000, (id) => sentAt.set(id, Date.now()));
    await untilCount(
      pool,
      'select count(*)::int from inbound_emails',
      before + all.length + users.length,
    );
    await untilDecided(pool);
    const { rows } = await pool.query(
      `select e.rfc_message_id as id, extract(epoch from pg_xact_commit_timestamp(t.xmin)) * 1000 as at
         from inbound_emails e join tickets t on t.id = e.ticket_id
        where e.rfc_message_id = any($1)`,
      [[...sentAt.keys()]],
    );
    const waits = rows.map(({ id, at }) => Number(at) - (sentAt.get(id) ?? Number.NaN));
    const held = 'select count(*)::int from mailboxes where held_until is not null';
    print(`${MAILBOXES} mailboxes, ${EACH} messages in each, one gateway process`);
    print(`  all decided: ${rate.toFixed(0)}/s (its start included)`);
    print(
      `  a new one in each: from delivery to its ticket p50 ${percentile(waits, 0.5).toFixed(0)} ms,` +
        ` p95 ${percentile(waits, 0.95).toFixed(0)} ms (${waits.length} tickets)`,
    );
    print(
      `  held ${await number(pool, held)}; memory of the gateway: ${megabytes(gateway.pid)} MB`,
    );
  } finally {
    await gateway.stop();
  }
}

/** The limit: one client, one FETCH after another, one INSERT a message. @returns messages a second */
async function bareClient(dovecot: TestDovecot, user: string, pool: pg.Pool): Promise<number> {
  await pool.query(
    'create table limit_mails (uid bigint primary key, at timestamptz not null, raw bytea not null)',
  );
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imapPort,
    secure: false,
    auth: { user, pass: dovecot.password },
    logger: false,
  });
  const began = performance.now();
  await client.connect();
  await client.mailboxOpen('INBOX');
  for await (const { uid, internalDate, source } of client.fetch('1:*', {
    uid: true,
    internalDate: true,
    source: true,
  })) {
    await pool.query({
      name: 'limit',
      text: 'insert into limit_mails (uid, at, raw) values ($1, $2, $3)',
      values: [uid, internalDate, source],
    });
  }
  await client.logout();
  return WAITING / seconds(began);
}

async function deliver(
  { lmtpPort }: TestDovecot,
  users: readonly string[],
  first: number,
  sent?: (messageId: string) => void,
): Promise<void> {
  const options = { host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true } as const;
  const lanes = Array.from({ length: DELIVERERS }, () =>
    createTransport({ ...options, pool: true, maxConnections: 1, maxMessages: 1e9 }),
  );
  await atOnce(DELIVERERS, users.length, async (index, lane) => {
    const { from, raw } = mailNumber(first + index);
    await lanes[lane]?.sendMail({ envelope: { from, to: users[index] as string }, raw });
    sent?.(/Message-ID: <(.*)>/.exec(raw)?.[1] ?? '');
  });
  for (const lane of lanes) lane.close();
}

async function untilCount(pool: pg.Pool, query: string, wanted: number): Promise<void> {
  while ((await number(pool, query)) < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const count = (pool: pg.Pool) => number(pool, 'select count(*)::int from inbound_emails');

async function number(pool: pg.Pool, query: string): Promise<number> {
  const { rows } = await pool.query(query);
  return Number(rows[0].count);
}

function seconds(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Resident memory, as the kernel counts it. */
function megabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}

await main();
