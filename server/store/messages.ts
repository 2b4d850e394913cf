import { z } from 'zod';
import { PROOF_VERDICTS } from '../domain/mail/sender-proof.ts';
import { ROLES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

export type Message = {
  id: number;
  ticketId: number;
  visibility: 'public' | 'internal';
  authorId: number;
  channel: 'email' | 'portal' | 'telephone' | 'letter' | 'desk';
  subject: string | null;
  body: string;
  /** What the author quoted, folded away but never thrown away. */
  quoted: string;
  /** Sanitised. */
  html: string | null;
  salt: Uint8Array;
  createdAt: Date;
  /** Until when a reply is held; null for anything else. */
  heldUntil: Date | null;
};

const conversationRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    visibility: z.enum(['public', 'internal']),
    channel: z.enum(['email', 'portal', 'telephone', 'letter', 'desk']),
    body: z.string(),
    quoted: z.string(),
    has_html: z.boolean(),
    created_at: z.date(),
    redacted_at: z.date().nullable(),
    held_until: z.date().nullable(),
    taken_back_at: z.date().nullable(),
    author_id: z.number(),
    author_name: z.string(),
    author_email: z.string(),
    author_roles: z.array(z.enum(ROLES)),
    author_outside: z.boolean(),
    deliveries: z.array(
      z.object({
        id: z.number(),
        status: z.enum(['queued', 'sent', 'captured', 'failed']),
        error: z.string().nullable(),
        to: z.string(),
        at: z.coerce.date(),
        attempts: z.number(),
        retryAt: z.coerce.date().nullable(),
      }),
    ),
    origin: z
      .object({
        inboundEmailId: z.number(),
        proof: z.enum(PROOF_VERDICTS).nullable(),
        domain: z.string().nullable(),
        doubts: z.array(z.string()),
        notes: z.array(z.string()),
        kept: z.boolean(),
      })
      .nullable(),
    copied: z.array(
      z.object({ address: z.string(), state: z.enum(['takes_part', 'staff', 'outside']) }),
    ),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    visibility: row.visibility,
    channel: row.channel,
    body: row.body,
    quoted: row.quoted,
    hasHtml: row.has_html,
    createdAt: row.created_at,
    /** When something was taken out of it. */
    redactedAt: row.redacted_at,
    /** A reply's, while its author can take it back. */
    heldUntil: row.held_until,
    takenBackAt: row.taken_back_at,
    author: {
      id: row.author_id,
      name: row.author_name,
      email: row.author_email,
      isStaff: !row.author_roles.includes('customer'),
      /** A contact of another customer than the ticket's. */
      outside: row.author_outside,
    },
    /** What became of each mail that carried it: the requester's, then the participants'. */
    deliveries: row.deliveries,
    /** The mail that brought it: what was found out of its sender, and noted while it was read. */
    origin: row.origin,
    /** Who else the mail that brought it was sent to, and what each is to the ticket. */
    copied: row.copied,
  }));
/** A message as it stands in a conversation: with its author and what became of its mails. */
export type ConversationMessage = z.output<typeof conversationRow>;

const CONVERSATION = `
  select m.id, m.ticket_id, m.visibility, m.channel, m.body, m.quoted,
         m.html is not null as has_html, m.created_at, m.redacted_at,
         m.held_until, m.taken_back_at,
         u.id as author_id, u.name as author_name, u.email as author_email,
         u.roles as author_roles,
         u.customer_id is not null and u.customer_id <> own.customer_id as author_outside,
         (select coalesce(json_agg(json_build_object(
                   'id', o.id, 'status', o.status, 'error', o.last_error, 'to', o.to_address,
                   'attempts', o.attempts, 'at', coalesce(o.settled_at, o.created_at),
                   'retryAt', o.next_attempt_at
                 ) order by o.id), '[]')
            from outbound_emails o where o.message_id = m.id) as deliveries,
         (select json_build_object('inboundEmailId', i.id, 'proof', i.sender_proof,
                   'domain', i.proof_details ->> 'domain', 'doubts', i.doubts, 'notes', i.notes,
                   'kept', octet_length(i.raw) > 0)
            from inbound_emails i where i.message_id = m.id limit 1) as origin,
         (select coalesce(json_agg(json_build_object('address', c.address, 'state',
                   case when u.id = t.requester_id or p.user_id is not null then 'takes_part'
                        when u.id is not null and u.customer_id is null then 'staff'
                        else 'outside' end) order by c.place), '[]')
            from inbound_emails i
            cross join unnest(i.copied) with ordinality c (address, place)
            join tickets t on t.id = m.ticket_id
            left join users u on u.email = c.address
            left join ticket_participants p on p.ticket_id = m.ticket_id and p.user_id = u.id
           where i.message_id = m.id
             and not exists (select from mail_accounts a where a.address = c.address)) as copied
    from messages m
    join tickets own on own.id = m.ticket_id
    join users u on u.id = m.author_id`;

export async function nextMessageId(db: Db): Promise<number> {
  const { rows } = await db.raw(`select nextval(pg_get_serial_sequence('messages', 'id')) as id`);
  return rows[0].id;
}

export async function insertMessage(db: Db, message: Message): Promise<void> {
  await db('messages').insert({
    id: message.id,
    ticket_id: message.ticketId,
    visibility: message.visibility,
    author_id: message.authorId,
    channel: message.channel,
    subject: message.subject,
    body: message.body,
    quoted: message.quoted,
    html: message.html,
    salt: message.salt,
    created_at: message.createdAt,
    held_until: message.heldUntil,
  });
}

/**
 * The end of a conversation, oldest first: the last `limit` messages, or those before `before`.
 *
 * @param audience `requester` never gets a note (V6)
 */
export async function listConversation(
  db: Db,
  ticketId: number,
  { audience, limit, before }: { audience: 'staff' | 'requester'; limit: number; before?: number },
): Promise<ConversationMessage[]> {
  const { rows } = await db.raw(
    `${CONVERSATION}
      where m.ticket_id = :ticketId and m.id < :before
        and (:everything or m.visibility = 'public')
      order by m.id desc limit :limit`,
    {
      ticketId,
      before: before ?? Number.MAX_SAFE_INTEGER,
      everything: audience === 'staff',
      limit,
    },
  );
  return decodeRows(conversationRow, rows).reverse();
}

export async function findConversationMessage(
  db: Db,
  id: number,
): Promise<ConversationMessage | null> {
  const { rows } = await db.raw(`${CONVERSATION} where m.id = ?`, [id]);
  return decodeFirst(conversationRow, rows);
}

/** Messages of several conversations at once, by id: what is pushed after a commit. */
export async function listMessagesById(
  db: Db,
  ids: readonly number[],
): Promise<ConversationMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.raw(`${CONVERSATION} where m.id = any(?) order by m.id`, [
    ids as never,
  ]);
  return decodeRows(conversationRow, rows);
}

/** The sanitised HTML of a message, with what decides who may read it. */
export async function findMessageHtml(
  db: Db,
  id: number,
): Promise<{ html: string; visibility: string; ticketId: number; customerId: number } | null> {
  const row = await db('messages as m')
    .join('tickets as t', 't.id', 'm.ticket_id')
    .where('m.id', id)
    .whereNotNull('m.html')
    .first('m.html', 'm.visibility', 't.id as ticketId', 't.customer_id as customerId');
  return row ?? null;
}
