import { z } from 'zod';
import { MAIL_RULES } from '../domain/mail/mail-rules.ts';
import { LOCALES, ROLES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { inboundEmailRow } from './inbound-emails.ts';
import { ruleRow } from './intake-rules.ts';
import { mailRulesValue } from './mail-rules.ts';
import { planned } from './planned.ts';

const facts = z.object({
  email: inboundEmailRow,
  /** The identity, in hex, of an earlier mail that is the same; null where it is new. */
  seen_as: z.string().nullable(),
  token_ticket: z.string().nullable(),
  reference_ticket: z.string().nullable(),
  takes_part: z.boolean(),
  thread_ended: z.boolean(),
  /** It refers to a mail that we sent. */
  answers_ours: z.boolean(),
  sender: z
    .object({
      id: z.number(),
      customer_id: z.number().nullable(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
      locale: z.enum(LOCALES),
      time_zone: z.string(),
      /** A customer that somebody confirmed: no stranger. */
      known: z.boolean(),
      /** Its account is closed. */
      disabled: z.boolean(),
    })
    .nullable(),
  /** The sender is a contact of the ticket's own customer. */
  is_colleague: z.boolean(),
  /** And this customer lets colleagues join. */
  may_join: z.boolean(),
  /** How many mails joined the ticket since `lately`. */
  joined_lately: z.number(),
  /** How many tickets were linked with it since `lately`. */
  linked_lately: z.number(),
  /** How many letters of acknowledgement the sender, or a stranger's mailbox, got since `lately`. */
  acknowledged_lately: z.number(),
  /** The sender's address is one that we write from. */
  from_account: z.boolean(),
  /** A server said of the sender's address that it takes no mail. */
  from_unreachable: z.boolean(),
  /** Those of its recipients that are accounts of ours, in use or not. */
  own_addresses: z.array(z.string()),
  /** Which of our accounts it came to; null for the environment's. */
  mail_account: z.object({ id: z.number(), address: z.string() }).nullable(),
  mail_rules: mailRulesValue.nullable().transform((given) => given ?? MAIL_RULES),
  /** Why the sender's new requests are turned away (I5); null where they are not. */
  block_reason: z.string().nullable(),
  /** Turned away once, and let in since. */
  released: z.boolean(),
  /** Let out of quarantine. */
  let_out: z.boolean(),
  rules: z.array(ruleRow),
  provider_time_zone: z.string(),
  provider_name: z.string(),
  /** Whose names others may pose under. */
  staff_names: z.array(z.string()),
});
export type MailFacts = z.output<typeof facts>;

/**
 * Takes a message to decide it, and asks everything that intake needs to know, in one question:
 * this is the path of every mail. Nobody else can take it until the transaction ends.
 *
 * @param inboundEmailId the message
 * @param identities what an earlier copy of the message is known by, whatever its route
 * @param tokenTicket the ticket number that a verified token names, if any
 * @param messageIds the Message-IDs it answers or refers to; never an empty one
 * @param recipients the addresses it was sent to, without their plus part
 * @param lately since when what came or went counts for the brakes
 * @returns null where the message is decided, or being decided
 */
export async function takeMail(
  db: Db,
  mail: {
    inboundEmailId: number;
    identities: readonly Uint8Array[];
    sender: string | null;
    tokenTicket: string | null;
    messageIds: readonly string[];
    recipients: readonly string[];
    lately: Date;
  },
): Promise<MailFacts | null> {
  const question = db.raw(
    `with email as materialized (
       select id, route, mailbox, envelope_from, envelope_to, size, received_at, outcome, reasons,
              ticket_id, attempts, decided_at, released_at, remote_ip, helo
         from inbound_emails where id = :inboundEmailId and outcome is null
          for update skip locked
     ), token as (
       select id, number, status, requester_id, customer_id from tickets where id = surviving_ticket(
         (select id from tickets where number = :tokenTicket))
     -- found by Message-ID first: the order of ids alone would be looked through from its end
     ), ours as materialized (
       select id, ticket_id from outbound_emails
        where rfc_message_id = any(:ids) and ticket_id is not null
     ), theirs as materialized (
       select id, ticket_id from inbound_emails
        where rfc_message_id = any(:ids) and ticket_id is not null
     ), sender as (
       select u.id, u.customer_id, u.name, u.roles, u.locale, u.time_zone,
              c.confirmed_at is not null as known, u.disabled_at is not null as disabled
         from users u left join customers c on c.id = u.customer_id where u.email = :sender
     -- a stranger's mailbox has as many addresses as somebody cares to write
     ), reading as (
       select id from sender where known
       union all
       (select u.id from users u
         where mailbox_of(u.email) = mailbox_of(:sender)
           and not exists (select from sender where known)
         order by u.id desc limit 1000)
     ), reference as (
       select id, number, status, requester_id, customer_id
         from tickets where id = surviving_ticket(coalesce(
         (select ticket_id from ours order by id desc limit 1),
         -- anyone can send a mail under the Message-ID of another: the sender's own thread first
         (select e.ticket_id from theirs e
           order by exists (
                      select from tickets t, sender s
                       where t.id = surviving_ticket(e.ticket_id)
                         and (t.customer_id = s.customer_id
                              or exists (select from ticket_participants p
                                          where p.ticket_id = t.id and p.user_id = s.id)
                              or exists (select from messages m
                                          where m.ticket_id = t.id and m.author_id = s.id))) desc,
                    e.id desc limit 1)))
     ), thread as (
       select * from token union all select * from reference limit 1
     )
     select
       email.*,
       (select encode(identity, 'hex') from inbound_emails
         where identity = any(cast(:identities as bytea[]))
           and outcome not in ('duplicate', 'quarantined') limit 1) as seen_as,
       (select number from token) as token_ticket,
       (select number from reference) as reference_ticket,
       exists (
         select from thread t, sender s
          where s.id = t.requester_id
             or exists (select from ticket_participants p
                         where p.ticket_id = t.id and p.user_id = s.id)
             or exists (select from messages m where m.ticket_id = t.id and m.author_id = s.id)
             or exists (select from tickets a
                         where a.merged_into_id = t.id and a.requester_id = s.id)
       ) as takes_part,
       exists (
         select from thread t, sender s where s.customer_id = t.customer_id
       ) as is_colleague,
       exists (
         select from thread t join customers c on c.id = t.customer_id, sender s
          where c.colleagues_join and s.customer_id = t.customer_id
       ) as may_join,
       (select count(*)::int from (
         select from inbound_emails e, thread t
          where e.ticket_id = t.id and e.outcome = 'reply_threaded' and e.decided_at > :lately
          limit 1000) joined) as joined_lately,
       exists (select from ours) as answers_ours,
       (select count(*)::int from (
         select from ticket_links l, thread t
          where l.ticket_id = t.id and l.created_at > :lately limit 1000) linked) as linked_lately,
       (select count(distinct outbound_email_id)::int from (
         select a.outbound_email_id from acknowledgements a, reading r
          where a.user_id = r.id and a.state = 'sent' and a.decided_at > :lately
          limit 1000) acknowledged) as acknowledged_lately,
       exists (select from mail_accounts where address = :sender) as from_account,
       (select coalesce(json_agg(address), '[]') from mail_accounts
         where address = any(:recipients)) as own_addresses,
       exists (select from unreachable_addresses where address = :sender) as from_unreachable,
       (select json_build_object('id', a.id, 'address', a.address) from mail_accounts a
         where a.enabled
           and (a.address = any(:recipients) or 'account:' || a.id = (select mailbox from email))
         order by a.address = any(:recipients) desc, a.id limit 1) as mail_account,
       exists (select from thread where status in ('closed', 'refused')) as thread_ended,
       (select row_to_json(sender) from sender) as sender,
       (select b.reason from customer_blocks b, sender s
         where b.customer_id = s.customer_id and b.lifted_at is null) as block_reason,
       exists (select from refused_mails
                where inbound_email_id = :inboundEmailId and released_at is not null) as released,
       email.released_at is not null as let_out,
       (select value from settings where name = 'mail_rules') as mail_rules,
       (select coalesce(json_agg(r order by r.position), '[]') from intake_rules r) as rules,
       (select value ->> 'timeZone' from settings where name = 'provider') as provider_time_zone,
       (select value ->> 'name' from settings where name = 'provider') as provider_name,
       (select coalesce(json_agg(name), '[]') from (
         select name from users where customer_id is null order by name limit 200) staff
       ) as staff_names
     from email`,
    {
      inboundEmailId: mail.inboundEmailId,
      identities: mail.identities.map((identity) => Buffer.from(identity)),
      tokenTicket: mail.tokenTicket,
      ids: mail.messageIds,
      sender: mail.sender,
      recipients: mail.recipients,
      lately: mail.lately,
    } as never,
  );
  const { rows } = await planned(question, 'take_mail');
  const [row] = rows;
  return row ? facts.parse({ ...row, email: row }) : null;
}
