import type { Db } from './connect.ts';

/**
 * Which of these tickets have a mail that did not arrive, and whose reader's address was corrected
 * since: it can be sent again.
 */
export async function listTicketsToResend(
  db: Db,
  ticketIds: readonly number[],
): Promise<Set<number>> {
  if (ticketIds.length === 0) return new Set();
  const { rows } = await db.raw(
    `select distinct o.ticket_id as id
       from outbound_emails o join users u on u.id = o.user_id
      where o.ticket_id = any(:ticketIds) and o.to_address <> u.email
        and not exists (select from complaint_answers a
                         where a.ticket_id = o.ticket_id and a.outbound_email_id = o.id
                           and a.voided_at is not null)
        and (o.status = 'failed' or (o.status = 'sent' and exists (
          select from events e
           where e.ticket_id = o.ticket_id and e.type = 'mail_bounced'
             and e.canonical::jsonb #>> '{data,outbound_email}' = o.id::text
             and e.canonical::jsonb #>> '{data,hard}' = 'true')))`,
    { ticketIds: [...ticketIds] as never },
  );
  return new Set(rows.map(({ id }: { id: number }) => id));
}
