import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const outboundEmailRow = z
  .object({
    id: z.number(),
    letter: z.string(),
    ticket_id: z.number().nullable(),
    message_id: z.number().nullable(),
    user_id: z.number().nullable(),
    locale: z.enum(['fr', 'en']),
    to_name: z.string(),
    to_address: z.string(),
    reply_to: z.string().nullable(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    rfc_message_id: z.string(),
    in_reply_to: z.string().nullable(),
    thread_ids: z.array(z.string()),
    automatic: z.boolean(),
    mail_account_id: z.number().nullable(),
    status: z.enum(['queued', 'sent', 'captured', 'failed']),
    attempts: z.number(),
    last_error: z.string().nullable(),
    created_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    letter: row.letter,
    ticketId: row.ticket_id,
    messageId: row.message_id,
    userId: row.user_id,
    locale: row.locale,
    toName: row.to_name,
    toAddress: row.to_address,
    replyTo: row.reply_to,
    subject: row.subject,
    text: row.text,
    html: row.html,
    rfcMessageId: row.rfc_message_id,
    inReplyTo: row.in_reply_to,
    threadIds: row.thread_ids,
    automatic: row.automatic,
    /** By which of our addresses it leaves; null for the environment's. */
    mailAccountId: row.mail_account_id,
    status: row.status,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
  }));
export type OutboundEmail = z.output<typeof outboundEmailRow>;
export type NewOutboundEmail = Omit<OutboundEmail, 'id' | 'status' | 'attempts' | 'lastError'>;

/** Draws the id of a mail to be, for the event that names it. */
export async function nextOutboundEmailId(db: Db): Promise<number> {
  const { rows } = await db.raw(
    `select nextval(pg_get_serial_sequence('outbound_emails', 'id')) as id`,
  );
  return rows[0].id;
}

/** Queues a mail in the transaction of the command that decided it. */
export async function insertOutboundEmail(
  db: Db,
  id: number,
  email: NewOutboundEmail,
): Promise<void> {
  await db('outbound_emails').insert({
    id,
    letter: email.letter,
    ticket_id: email.ticketId,
    message_id: email.messageId,
    user_id: email.userId,
    locale: email.locale,
    to_name: email.toName,
    to_address: email.toAddress,
    reply_to: email.replyTo,
    subject: email.subject,
    text: email.text,
    html: email.html,
    rfc_message_id: email.rfcMessageId,
    in_reply_to: email.inReplyTo,
    thread_ids: email.threadIds,
    automatic: email.automatic,
    mail_account_id: email.mailAccountId,
    status: 'queued',
    next_attempt_at: email.createdAt,
    created_at: email.createdAt,
  });
}

/**
 * Takes a mail that is due, counting the attempt. Until `leaseEnds` nobody else takes it; after,
 * a worker that died is replaced.
 */
export async function claimOutboundEmail(
  db: Db,
  id: number,
  { now, leaseEnds }: { now: Date; leaseEnds: Date },
): Promise<OutboundEmail | null> {
  const rows = await db('outbound_emails')
    .where({ id, status: 'queued' })
    .where('next_attempt_at', '<=', now)
    .update({ attempts: db.raw('attempts + 1'), next_attempt_at: leaseEnds })
    .returning('*');
  return decodeFirst(outboundEmailRow, rows);
}

/** Records what became of an attempt. @returns false where it was settled already. */
export async function settleOutboundEmail(
  db: Db,
  id: number,
  result: /** `to`: where it went, if it was to go elsewhere since. */
    | { status: 'sent' | 'captured'; at: Date; to?: string }
    | { status: 'failed'; at: Date; error: string }
    | { status: 'queued'; nextAttemptAt: Date; error: string },
): Promise<boolean> {
  const changed = await db('outbound_emails')
    .where({ id, status: 'queued' })
    .update(
      result.status === 'queued'
        ? { next_attempt_at: result.nextAttemptAt, last_error: result.error }
        : {
            status: result.status,
            next_attempt_at: null,
            settled_at: result.at,
            last_error: result.status === 'failed' ? result.error : null,
            ...('to' in result ? { to_address: result.to } : {}),
          },
    );
  return changed === 1;
}

/** Mails whose time has come, the longest waiting first. */
export async function listDueOutboundEmails(db: Db, now: Date, limit: number): Promise<number[]> {
  return db('outbound_emails')
    .where({ status: 'queued' })
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .pluck('id');
}

/** Captured mails, the newest first. */
export async function listCapturedEmails(
  db: Db,
  { limit, before }: { limit: number; before?: number },
): Promise<OutboundEmail[]> {
  const query = db('outbound_emails')
    .where({ status: 'captured' })
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== undefined) query.where('id', '<', before);
  return decodeRows(outboundEmailRow, await query);
}

/** By which of our addresses a mail leaves; null for the environment's. */
export async function findAccountOfMail(db: Db, id: number): Promise<number | null> {
  const row = await db('outbound_emails').where({ id }).first('mail_account_id');
  return row?.mail_account_id ?? null;
}

export async function findOutboundEmail(db: Db, id: number): Promise<OutboundEmail | null> {
  return decodeFirst(outboundEmailRow, await db('outbound_emails').where({ id }).limit(1));
}

const addresseeRow = z
  .object({
    id: z.number(),
    to_address: z.string(),
    former_addresses: z.array(z.object({ address: z.string(), until: z.coerce.date() })),
    message_id: z.number().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    to: row.to_address,
    /** Where it went before, the oldest first: one that is sent again may go elsewhere. */
    former: row.former_addresses,
    messageId: row.message_id,
  }));
export type MailAddressee = z.output<typeof addresseeRow>;

/** Whom mails were for, and which message they carried, by id. */
export async function listMailAddressees(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, MailAddressee>> {
  if (ids.length === 0) return new Map();
  const rows = await db('outbound_emails')
    .whereIn('id', ids)
    .select('id', 'to_address', 'former_addresses', 'message_id');
  return new Map(decodeRows(addresseeRow, rows).map((row) => [row.id, row]));
}

/**
 * The Message-IDs of a ticket's mails, ours and theirs, oldest first: what a reply refers to. What
 * only colleagues were told, or another reader, is no part of the conversation.
 *
 * @param readerId the participant that our mails went to; absent for the requester
 */
export async function listThreadIds(
  db: Db,
  ticketId: number,
  readerId: number | null = null,
): Promise<string[]> {
  const { rows } = await db.raw(
    `select rfc_message_id from (
       (select rfc_message_id, created_at as at from outbound_emails
         where ticket_id = :ticketId and (user_id is null or user_id = coalesce(
                 cast(:readerId as bigint), (select requester_id from tickets where id = :ticketId)))
         order by id desc limit 20)
       union all
       (select rfc_message_id, received_at from inbound_emails
         where ticket_id = :ticketId and rfc_message_id is not null
           and outcome in ('ticket_opened', 'alert_ticket_opened', 'reply_threaded',
                           'linked_ticket_opened')
         order by id desc limit 20)
     ) ids order by at desc limit 20`,
    { ticketId, readerId: readerId as number },
  );
  return rows.map((row: { rfc_message_id: string }) => row.rfc_message_id).reverse();
}

/** Which mail of a ticket's came back: the first of those whose Message-IDs a bounce returns. */
export async function findReturnedEmail(
  db: Db,
  ticketId: number,
  messageIds: readonly string[],
): Promise<{ id: number; address: string } | null> {
  const { rows } = await db.raw(
    `select id, lower(to_address) as address from outbound_emails
      where ticket_id = :ticketId and rfc_message_id = any(:messageIds)
      order by array_position(cast(:messageIds as text[]), rfc_message_id) limit 1`,
    { ticketId, messageIds } as never,
  );
  return rows[0] ?? null;
}

/** How often an address was told since then that a mail of its own was too large. */
export async function countToldTooLarge(db: Db, address: string, since: Date): Promise<number> {
  const { rows } = await db.raw(
    `select count(*)::int as count from outbound_emails
      where letter = 'mail_too_large' and to_address = :address and created_at > :since`,
    { address, since },
  );
  return rows[0].count;
}
