import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const authoredRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    number: z.string(),
    customer_id: z.number(),
    visibility: z.enum(['public', 'internal']),
    author_customer_id: z.number().nullable(),
    is_evidence: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    ticketNumber: row.number,
    customerId: row.customer_id,
    visibility: row.visibility,
    /** Whether the customer's side wrote it. */
    byCustomer: row.author_customer_id === row.customer_id,
    /** Whether it proves a conduct that was flagged (I5). */
    isEvidence: row.is_evidence,
  }));
/** What decides who may take a passage out of a message. */
export type AuthoredMessage = z.output<typeof authoredRow>;

const AUTHORED = `
  select m.id, m.ticket_id, t.number, t.customer_id, m.visibility,
         u.customer_id as author_customer_id,
         exists (select from conduct_flags f
                  where f.customer_id = t.customer_id and m.id = any(f.message_ids)) as is_evidence
    from messages m
    join tickets t on t.id = m.ticket_id
    join users u on u.id = m.author_id`;

export async function findAuthoredMessage(db: Db, id: number): Promise<AuthoredMessage | null> {
  const { rows } = await db.raw(`${AUTHORED} where m.id = ?`, [id]);
  return decodeFirst(authoredRow, rows);
}

export async function listAuthoredMessages(db: Db, ticketId: number): Promise<AuthoredMessage[]> {
  const { rows } = await db.raw(`${AUTHORED} where m.ticket_id = ? order by m.id`, [ticketId]);
  return decodeRows(authoredRow, rows);
}

/** Puts other words, and another salt, in a message's place: the former ones are nowhere. */
export async function replaceWords(
  db: Db,
  id: number,
  words: {
    subject: string | null;
    body: string;
    quoted: string;
    html: string | null;
    salt: Uint8Array;
  },
  now: Date,
): Promise<void> {
  await db('messages')
    .where({ id })
    .update({ ...words, redacted_at: now });
}

export async function replaceSubject(db: Db, ticketId: number, subject: string): Promise<void> {
  await db('tickets').where({ id: ticketId }).update({ subject });
}

/**
 * Drops the raw bytes of the mails that brought these messages, of their copies by another route,
 * and of what came to the ticket without becoming a message: a bounce returns what it refused.
 */
export async function dropRawMails(
  db: Db,
  ticketId: number,
  messageIds: readonly number[],
): Promise<void> {
  await db.raw(
    `with brought as (
       update inbound_emails set raw = ''
        where ticket_id = :ticketId and (message_id is null or message_id = any(:messageIds))
       returning identity)
     update inbound_emails set raw = ''
      where outcome = 'duplicate' and identity in (select identity from brought)`,
    { ticketId, messageIds: messageIds as number[] },
  );
}

/** Drops the raw bytes of a mail that came again after its message was redacted. */
export async function dropRawOfRedactedCopy(db: Db, inboundEmailId: number): Promise<void> {
  await db.raw(
    `update inbound_emails copy set raw = ''
      where copy.id = ? and exists (
        select from inbound_emails first join messages m on m.id = first.message_id
         where first.identity = copy.identity and first.outcome not in ('duplicate', 'quarantined')
           and m.redacted_at is not null)`,
    [inboundEmailId],
  );
}

export type WrittenMail = { id: number; subject: string; text: string; html: string };

/** Every mail of ours about a ticket, with its words. */
export async function listWrittenMails(db: Db, ticketId: number): Promise<WrittenMail[]> {
  return db('outbound_emails')
    .where({ ticket_id: ticketId })
    .orderBy('id')
    .select('id', 'subject', 'text', 'html');
}

export async function replaceWrittenMail(db: Db, { id, ...words }: WrittenMail): Promise<void> {
  await db('outbound_emails').where({ id }).update(words);
}

type RefusedCopy = { inbound_email_id: number; subject: string; body: string };

/** What a blocked sender's mails said before they were let in to this ticket (I5). */
export async function listRefusedCopies(db: Db, ticketId: number): Promise<RefusedCopy[]> {
  return db('refused_mails as r')
    .join('inbound_emails as i', 'i.id', 'r.inbound_email_id')
    .where('i.ticket_id', ticketId)
    .select('r.inbound_email_id', 'r.subject', 'r.body');
}

export async function replaceRefusedCopy(
  db: Db,
  { inbound_email_id, ...words }: RefusedCopy,
): Promise<void> {
  await db('refused_mails').where({ inbound_email_id }).update(words);
}

type Draft = { user_id: number; ticket_id: number; kind: string; body: string };

/** What is being written on a ticket, by anybody. */
export async function listDraftsOn(db: Db, ticketId: number): Promise<Draft[]> {
  return db('drafts').where({ ticket_id: ticketId }).select('user_id', 'ticket_id', 'kind', 'body');
}

export async function replaceDraft(db: Db, { body, ...key }: Draft): Promise<void> {
  await db('drafts').where(key).update({ body });
}
