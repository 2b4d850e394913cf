import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

export const offerRow = z.object({
  answered: z.string(),
  apart: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  /** Its author is a contact of the answered ticket's own customer. */
  colleague: z.boolean(),
  /** What staff are warned of about its author. */
  doubts: z.array(z.string()),
});
/**
 * Somebody answered a ticket without taking part in it, which opened another, `apart`; staff have
 * yet to say what of it.
 */
export type JoinOffer = z.output<typeof offerRow>;

/** The offers that concern a ticket (`:ticketId`), answered or opened so. */
export const OFFERS = `
  select a.number as answered, o.number as apart,
         json_build_object('name', u.name, 'email', u.email) as author,
         o.customer_id = a.customer_id as colleague,
         coalesce((select i.doubts from inbound_emails i
                    where i.ticket_id = o.id and i.outcome = 'linked_ticket_opened'
                    order by i.id limit 1), '{}') as doubts
    from (select * from ticket_links where ticket_id = :ticketId and joining = 'offered'
          union select * from ticket_links
                 where linked_ticket_id = :ticketId and joining = 'offered') l
    join tickets a on a.id = surviving_ticket(l.ticket_id)
    join tickets o on o.id = l.linked_ticket_id and o.merged_into_id is null
    join users u on u.id = o.requester_id
   where a.id <> o.id`;

export async function listJoinOffers(db: Db, ticketId: number): Promise<JoinOffer[]> {
  const { rows } = await db.raw(`${OFFERS} order by o.id`, { ticketId });
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

/** The tickets whose messages moved to this one, where they may be repeated still. */
export async function listJoined(
  db: Db,
  ticketId: number,
): Promise<{ id: number; subject: string }[]> {
  return db('tickets as t')
    .join('ticket_links as l', 'l.linked_ticket_id', 't.id')
    .where({ 't.merged_into_id': ticketId, 'l.joining': 'joined' })
    .orderBy('t.id')
    .select('t.id', 't.subject');
}
