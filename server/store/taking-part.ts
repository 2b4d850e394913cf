import { z } from 'zod';
import type { Db } from './connect.ts';
import { OFFERS, offerRow } from './join-offers.ts';
import { TICKET_SENDER } from './mail-accounts.ts';
import { decodeRow } from './rows.ts';

const person = z.object({ name: z.string(), email: z.string() });
const takingPart = z.object({
  participants: z.array(person.extend({ id: z.number(), colleague: z.boolean() })),
  outsiders: z.array(person),
  offers: z.array(offerRow),
  /** The mail account that our mails of it leave by; null for the environment's address. */
  sender: z.string().nullable(),
});
/** Who takes part in a ticket beside its requester, and who might. */
export type TakingPart = z.output<typeof takingPart>;

/**
 * All that a ticket's page says of it, in one question: its participants (`colleague`: a contact of
 * its own customer's); who wrote from outside without being one; the answers that staff have yet
 * to decide about; and by which of our addresses they are written to.
 */
export async function loadTakingPart(
  db: Db,
  { ticketId, customerId, most }: { ticketId: number; customerId: number; most: number },
): Promise<TakingPart> {
  const { rows } = await db.raw(
    `select
       (select coalesce(json_agg(json_build_object(
                 'id', u.id, 'name', u.name, 'email', u.email,
                 'colleague', u.customer_id is not distinct from :customerId
               ) order by p.added_at, u.id), '[]')
          from ticket_participants p join users u on u.id = p.user_id
         where p.ticket_id = :ticketId) as participants,
       (select coalesce(json_agg(o order by o.id), '[]') from (
          select u.id, u.name, u.email from users u
           where u.id in (select author_id from messages where ticket_id = :ticketId)
             and u.customer_id is not null and u.customer_id <> :customerId
             and not exists (select from ticket_participants p
                              where p.ticket_id = :ticketId and p.user_id = u.id)
           order by u.id limit :most) o) as outsiders,
       (select coalesce(json_agg(f order by f.apart), '[]') from (${OFFERS} limit :most) f) as offers,
       (select address from (${TICKET_SENDER}) ours) as sender`,
    { ticketId, customerId, most },
  );
  return decodeRow(takingPart, rows[0]);
}
