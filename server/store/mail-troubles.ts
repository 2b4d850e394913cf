import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const troubleRow = z
  .object({
    user_id: z.number(),
    customer_id: z.number().nullable(),
    name: z.string(),
    email: z.string(),
    unreachable_since: z.date().nullable(),
    failed_at: z.date().nullable(),
    said: z.string().nullable(),
    moved: z.boolean(),
    mails: z.array(
      z.object({ id: z.number(), subject: z.string(), at: z.coerce.date(), voided: z.boolean() }),
    ),
  })
  .transform((row) => ({
    userId: row.user_id,
    customerId: row.customer_id,
    name: row.name,
    address: row.email,
    /** Since when a server says that it takes no mail; null where none does. */
    unreachableSince: row.unreachable_since,
    /** When the ticket's last mail to it was refused for good; null where it was not. */
    failedAt: row.failed_at,
    /** The server's own words; null where it came back without any of ours to quote. */
    said: row.said,
    /** Its address was corrected, and something that missed it was not sent again yet. */
    moved: row.moved,
    /** What did not arrive, the latest first; `voided` is an answer that is to be given anew (P5). */
    mails: row.mails,
  }));
/** Somebody of a ticket's whom its mail does not reach. */
export type MailTrouble = z.output<typeof troubleRow>;

/**
 * Whom of a ticket's requester and participants mail does not reach, and why.
 *
 * @param returned the mails of the ticket's that a server took and returned
 */
export async function listMailTroubles(
  db: Db,
  ticketId: number,
  returned: readonly number[] = [],
): Promise<MailTrouble[]> {
  const { rows } = await db.raw(
    `with people as (
       select 0 as place, u.id, u.customer_id, u.name, u.email
         from tickets t join users u on u.id = t.requester_id where t.id = :ticketId
       union all
       select 1, u.id, u.customer_id, u.name, u.email
         from ticket_participants p join users u on u.id = p.user_id
        where p.ticket_id = :ticketId
     ), lost as (
       select o.id, o.user_id, o.to_address, o.subject,
              coalesce(o.settled_at, o.created_at) as at,
              exists (select from complaint_answers a
                       where a.ticket_id = :ticketId and a.outbound_email_id = o.id
                         and a.voided_at is not null) as voided
         from outbound_emails o
        where o.ticket_id = :ticketId
          and (o.status = 'failed' or (o.status = 'sent' and o.id = any(:returned)))
     )
     select p.id as user_id, p.customer_id, p.name, p.email, x.since as unreachable_since,
            case when last.status = 'failed' then last.settled_at end as failed_at,
            coalesce(cause.last_error,
                     case when last.status = 'failed' then last.last_error end) as said,
            coalesce(missed.moved, false) as moved,
            coalesce(missed.mails, '[]') as mails
       from people p
       left join unreachable_addresses x on x.address = p.email
       left join outbound_emails cause on cause.id = x.outbound_email_id
       left join lateral (
         select status, last_error, settled_at from outbound_emails
          where ticket_id = :ticketId and (user_id = p.id or to_address = p.email)
          order by id desc limit 1
       ) last on true
       left join lateral (
         select bool_or(l.to_address <> p.email) as moved,
                json_agg(json_build_object('id', l.id, 'subject', l.subject, 'at', l.at,
                                           'voided', l.voided) order by l.id desc) as mails
           from (select * from lost where user_id = p.id or to_address = p.email
                  order by id desc limit 5) l
       ) missed on true
      where x.address is not null or last.status = 'failed' or missed.moved
      order by p.place, p.email limit 20`,
    { ticketId, returned: returned as number[] },
  );
  return decodeRows(troubleRow, rows);
}
