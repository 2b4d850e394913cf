import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const troubleRow = z
  .object({
    name: z.string(),
    email: z.string(),
    unreachable_since: z.date().nullable(),
    failed_at: z.date().nullable(),
    said: z.string().nullable(),
  })
  .transform((row) => ({
    name: row.name,
    address: row.email,
    /** Since when a server says that it takes no mail; null where none does. */
    unreachableSince: row.unreachable_since,
    /** When the ticket's last mail to it was refused for good; null where it was not. */
    failedAt: row.failed_at,
    /** The server's own words; null where it came back without any of ours to quote. */
    said: row.said,
  }));
/** Somebody of a ticket's whom its mail does not reach. */
export type MailTrouble = z.output<typeof troubleRow>;

/** Whom of a ticket's requester and participants mail does not reach, and why. */
export async function listMailTroubles(db: Db, ticketId: number): Promise<MailTrouble[]> {
  const { rows } = await db.raw(
    `with people as (
       select 0 as place, u.name, u.email from tickets t join users u on u.id = t.requester_id
        where t.id = :ticketId
       union all
       select 1, u.name, u.email from ticket_participants p join users u on u.id = p.user_id
        where p.ticket_id = :ticketId
     )
     select p.name, p.email, x.since as unreachable_since,
            case when last.status = 'failed' then last.settled_at end as failed_at,
            coalesce(cause.last_error,
                     case when last.status = 'failed' then last.last_error end) as said
       from people p
       left join unreachable_addresses x on x.address = p.email
       left join outbound_emails cause on cause.id = x.outbound_email_id
       left join lateral (
         select status, last_error, settled_at from outbound_emails
          where ticket_id = :ticketId and to_address = p.email order by id desc limit 1
       ) last on true
      where x.address is not null or last.status = 'failed'
      order by p.place, p.email limit 20`,
    { ticketId },
  );
  return decodeRows(troubleRow, rows);
}
