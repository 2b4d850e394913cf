import { z } from 'zod';
import { LOCALES, ROLES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';

const facts = z.object({
  seen_before: z.boolean(),
  token_ticket: z.string().nullable(),
  reference_ticket: z.string().nullable(),
  takes_part: z.boolean(),
  thread_ended: z.boolean(),
  sender: z
    .object({
      id: z.number(),
      customer_id: z.number().nullable(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
      locale: z.enum(LOCALES),
      time_zone: z.string(),
    })
    .nullable(),
});
export type MailFacts = z.output<typeof facts>;

/**
 * Everything intake asks the database about a mail, in one question.
 *
 * @param identity what identifies the message whatever its route
 * @param tokenTicket the ticket number that a verified token names, if any
 * @param messageIds the Message-IDs it answers or refers to; never an empty one
 */
export async function lookUpMail(
  db: Db,
  mail: {
    identity: Uint8Array;
    sender: string | null;
    tokenTicket: string | null;
    messageIds: readonly string[];
  },
): Promise<MailFacts> {
  const { rows } = await db.raw(
    `with token as (
       select id, number, status, requester_id from tickets where number = :tokenTicket
     ), reference as (
       select id, number, status, requester_id from tickets where id = coalesce(
         (select ticket_id from outbound_emails
           where rfc_message_id = any(:ids) and ticket_id is not null order by id desc limit 1),
         (select ticket_id from inbound_emails
           where rfc_message_id = any(:ids) and ticket_id is not null order by id desc limit 1))
     ), thread as (
       select * from token union all select * from reference limit 1
     ), sender as (
       select id, customer_id, name, roles, locale, time_zone from users where email = :sender
     )
     select
       exists (
         select from inbound_emails
          where identity = :identity and outcome not in ('duplicate', 'quarantined')
       ) as seen_before,
       (select number from token) as token_ticket,
       (select number from reference) as reference_ticket,
       exists (
         select from thread t, sender s
          where s.id = t.requester_id
             or exists (select from messages m where m.ticket_id = t.id and m.author_id = s.id)
       ) as takes_part,
       exists (select from thread where status in ('closed', 'refused')) as thread_ended,
       (select row_to_json(sender) from sender) as sender`,
    {
      identity: Buffer.from(mail.identity),
      tokenTicket: mail.tokenTicket,
      ids: mail.messageIds,
      sender: mail.sender,
    } as never,
  );
  return facts.parse(rows[0]);
}
