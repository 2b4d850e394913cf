import { z } from 'zod';
import { LOCALES, ROLES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { inboundEmailRow } from './inbound-emails.ts';
import { ruleRow } from './intake-rules.ts';

const facts = z.object({
  email: inboundEmailRow,
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
  /** Why the sender's new requests are turned away (I5); null where they are not. */
  block_reason: z.string().nullable(),
  /** Turned away once, and let in since. */
  released: z.boolean(),
  rules: z.array(ruleRow),
  provider_time_zone: z.string(),
});
export type MailFacts = z.output<typeof facts>;

/**
 * Takes a message to decide it, and asks everything that intake needs to know, in one question:
 * this is the path of every mail. Nobody else can take it until the transaction ends.
 *
 * @param inboundEmailId the message
 
 * @param identity what identifies the message whatever its route, where anything does
 * @param tokenTicket the ticket number that a verified token names, if any
 * @param messageIds the Message-IDs it answers or refers to; never an empty one
 * @returns null where the message is decided, or being decided
 */
export async function takeMail(
  db: Db,
  mail: {
    inboundEmailId: number;
    identity: Uint8Array | null;
    sender: string | null;
    tokenTicket: string | null;
    messageIds: readonly string[];
  },
): Promise<MailFacts | null> {
  const { rows } = await db.raw(
    `with email as materialized (
       select id, route, mailbox, envelope_from, envelope_to, size, received_at, outcome, reasons,
              ticket_id, attempts, decided_at
         from inbound_emails where id = :inboundEmailId and outcome is null
          for update skip locked
     ), token as (
       select id, number, status, requester_id from tickets where id = surviving_ticket(
         (select id from tickets where number = :tokenTicket))
     -- found by Message-ID first: the order of ids alone would be looked through from its end
     ), ours as materialized (
       select id, ticket_id from outbound_emails
        where rfc_message_id = any(:ids) and ticket_id is not null
     ), theirs as materialized (
       select id, ticket_id from inbound_emails
        where rfc_message_id = any(:ids) and ticket_id is not null
     ), reference as (
       select id, number, status, requester_id from tickets where id = surviving_ticket(coalesce(
         (select ticket_id from ours order by id desc limit 1),
         (select ticket_id from theirs order by id desc limit 1)))
     ), thread as (
       select * from token union all select * from reference limit 1
     ), sender as (
       select id, customer_id, name, roles, locale, time_zone from users where email = :sender
     )
     select
       email.*,
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
             or exists (select from tickets a
                         where a.merged_into_id = t.id and a.requester_id = s.id)
       ) as takes_part,
       exists (select from thread where status in ('closed', 'refused')) as thread_ended,
       (select row_to_json(sender) from sender) as sender,
       (select b.reason from customer_blocks b, sender s
         where b.customer_id = s.customer_id and b.lifted_at is null) as block_reason,
       exists (select from refused_mails
                where inbound_email_id = :inboundEmailId and released_at is not null) as released,
       (select coalesce(json_agg(r order by r.position), '[]') from intake_rules r) as rules,
       (select value ->> 'timeZone' from settings where name = 'provider') as provider_time_zone
     from email`,
    {
      inboundEmailId: mail.inboundEmailId,
      identity: mail.identity && Buffer.from(mail.identity),
      tokenTicket: mail.tokenTicket,
      ids: mail.messageIds,
      sender: mail.sender,
    } as never,
  );
  const [row] = rows;
  return row ? facts.parse({ ...row, email: row }) : null;
}
