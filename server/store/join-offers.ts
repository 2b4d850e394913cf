import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const offerRow = z
  .object({
    answered_id: z.number(),
    answered: z.string(),
    apart_id: z.number(),
    apart: z.string(),
    author: z.string(),
    author_email: z.string(),
  })
  .transform((row) => ({
    /** The ticket that was answered. */
    answered: { id: row.answered_id, number: row.answered },
    /** The one that the answer opened. */
    apart: { id: row.apart_id, number: row.apart },
    author: { name: row.author, email: row.author_email },
  }));
/** Somebody answered a ticket without taking part in it; staff have yet to say what of it. */
export type JoinOffer = z.output<typeof offerRow>;

/** The offers that concern a ticket, answered or opened so. */
export async function listJoinOffers(db: Db, ticketId: number): Promise<JoinOffer[]> {
  const { rows } = await db.raw(
    `select a.id as answered_id, a.number as answered, o.id as apart_id, o.number as apart,
            u.name as author, u.email as author_email
       from (select * from ticket_links where ticket_id = :ticketId and joining = 'offered'
             union select * from ticket_links
                    where linked_ticket_id = :ticketId and joining = 'offered') l
       join tickets a on a.id = surviving_ticket(l.ticket_id)
       join tickets o on o.id = l.linked_ticket_id and o.merged_into_id is null
       join users u on u.id = o.requester_id
      where a.id <> o.id
      order by o.id`,
    { ticketId },
  );
  return decodeRows(offerRow, rows);
}

/** @returns false where it was settled already */
export async function settleJoinOffer(
  db: Db,
  apartId: number,
  joining: 'joined' | 'kept_apart',
): Promise<boolean> {
  const settled = await db('ticket_links')
    .where({ linked_ticket_id: apartId, joining: 'offered' })
    .update({ joining });
  return settled > 0;
}

/**
 * Takes what its requester said by mail to another ticket, files and raw mails with it.
 *
 * @returns the messages that moved, the oldest first
 */
export async function moveMessages(
  db: Db,
  { from, to, authorId }: { from: number; to: number; authorId: number },
): Promise<number[]> {
  const { rows } = await db.raw(
    `with moved as (
       update messages set ticket_id = :to
        where ticket_id = :from and author_id = :authorId and visibility = 'public'
       returning id
     ), files as (
       update attachments set ticket_id = :to where message_id in (select id from moved)
     ), mails as (
       update inbound_emails set ticket_id = :to where message_id in (select id from moved)
     )
     select id from moved order by id`,
    { from, to, authorId },
  );
  return rows.map(({ id }: { id: number }) => id);
}
