import { z } from 'zod';
import type { MailboxFacts } from '../domain/mail/mailbox-health.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const healthRow = z
  .object({
    name: z.string(),
    address: z.string().nullable(),
    holder: z.string().nullable(),
    last_contact_at: z.date().nullable(),
    failing_since: z.date().nullable(),
    waiting: z.number().nullable(),
    oldest_waiting_at: z.date().nullable(),
    behind_since: z.date().nullable(),
    alerted_at: z.date().nullable(),
    last_error: z.string().nullable(),
  })
  .transform((row) => ({
    name: row.name,
    /** Of an account; null for a mailbox of the environment. */
    address: row.address,
    holder: row.holder,
    lastContactAt: row.last_contact_at,
    failingSince: row.failing_since,
    waiting: row.waiting ?? 0,
    oldestWaitingAt: row.oldest_waiting_at,
    behindSince: row.behind_since,
    alertedAt: row.alerted_at,
    lastError: row.last_error,
  }));
export type MailboxHealth = z.output<typeof healthRow> & MailboxFacts;

/** The mailboxes that are to be read: those of the environment, by name, and the accounts'. */
const WANTED = `
  wanted as (
    select unnest(:names::text[]) as name, null as address
    union all
    select 'account:' || id, address from mail_accounts where enabled and imap_host is not null
  )`;

/** How each mailbox fares that is to be read, also where nobody has read it yet, by name. */
export async function listMailboxHealth(
  db: Db,
  configured: readonly string[],
): Promise<MailboxHealth[]> {
  const { rows } = await db.raw(
    `with ${WANTED}
     select w.name, w.address, m.holder, m.last_contact_at, m.failing_since, m.waiting,
            m.oldest_waiting_at, m.behind_since, m.alerted_at, m.last_error
       from wanted w left join mailboxes m on m.name = w.name
      order by coalesce(w.address, w.name)`,
    { names: configured } as never,
  );
  return decodeRows(healthRow, rows);
}

/** Mailboxes that nobody has ever held count as failing from now on: somebody should. */
export async function missUnheldMailboxes(
  db: Db,
  configured: readonly string[],
  now: Date,
): Promise<void> {
  await db.raw(
    `with ${WANTED}
     insert into mailboxes (name, failing_since) select name, :now from wanted
     on conflict (name) do nothing`,
    { names: configured, now } as never,
  );
}

/** Holds a mailbox's row, so that of two sweeps one tells. @returns false where another does */
export async function lockMailbox(db: Db, name: string): Promise<boolean> {
  const row = await db('mailboxes').where({ name }).forUpdate().skipLocked().first('name');
  return row !== undefined;
}

/** Keeps that people were told of a trouble, or, with null, that it is over. */
export async function setMailboxAlerted(db: Db, name: string, at: Date | null): Promise<void> {
  await db('mailboxes').where({ name }).update({ alerted_at: at });
}

/** What waits to be decided and to be sent, counted up to `limit` each. */
export type MailLines = {
  undecided: { count: number; oldestAt: Date | null };
  queued: { count: number; retried: number; oldestAt: Date | null };
};

export async function countMailLines(db: Db, limit: number): Promise<MailLines> {
  const { rows } = await db.raw(
    `with undecided as (
       select recorded_at from inbound_emails where outcome is null order by id limit :limit
     ), queued as (
       select created_at, attempts from outbound_emails
        where status = 'queued' order by next_attempt_at limit :limit
     )
     select (select count(*)::int from undecided) as undecided,
            (select min(recorded_at) from undecided) as undecided_since,
            (select count(*)::int from queued) as queued,
            (select count(*)::int from queued where attempts > 0) as retried,
            (select min(created_at) from queued) as queued_since`,
    { limit },
  );
  const [row] = rows;
  return {
    undecided: { count: row.undecided, oldestAt: row.undecided_since },
    queued: { count: row.queued, retried: row.retried, oldestAt: row.queued_since },
  };
}

/** What of the mail waits for a person: messages set aside (up to 100), mailboxes in trouble. */
export async function countMailTroubles(
  db: Db,
): Promise<{ quarantined: number; mailboxes: number }> {
  const { rows } = await db.raw(
    `select (select count(*)::int from (
               select from inbound_emails where outcome = 'quarantined' limit 100) q) as quarantined,
            (select count(*)::int from mailboxes where alerted_at is not null) as mailboxes`,
  );
  return rows[0];
}
