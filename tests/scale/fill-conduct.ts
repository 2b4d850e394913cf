import type { Size } from './size.ts';

/**
 * One ticket in twenty was flagged, one customer in ten blocked, now or once; mails were refused.
 * One ticket in fifty is a notice, another a contract request.
 */
export function conduct({ tickets: n, messagesEach, customers }: Size): string {
  return `
    insert into conduct_flags (id, customer_id, ticket_id, message_ids, note_id, flagged_by,
        flagged_at)
    select t.id / 20, t.customer_id, t.id, array[(t.id - 1) * ${messagesEach} + 1],
           (t.id - 1) * ${messagesEach} + 1, 1 + t.id % 3, t.received_at
      from tickets t where t.id % 20 = 0;
    insert into customer_blocks (customer_id, reason, blocked_by, blocked_at, lifted_by, lifted_at)
    select i, 'Insultes.', 1, now(), case when i % 3 > 0 then 1 end,
           case when i % 3 > 0 then now() end
      from generate_series(1, ${customers}, 10) i;
    insert into refused_mails (inbound_email_id, customer_id, subject, body, refused_at,
        released_by, released_at)
    select t.id, t.customer_id, t.subject, repeat('Bonjour ', 10), t.received_at,
           case when t.id % 2 = 0 then 1 end, case when t.id % 2 = 0 then t.received_at end
      from tickets t where t.id % 7 = 0 and t.id <= ${n}
       and exists (select from inbound_emails e where e.id = t.id);
    insert into content_notices (ticket_id, location, ground, good_faith, author_contacted,
        received_at)
    select t.id, 'https://site.example/page', 'fraud', true, 'no', t.received_at
      from tickets t where t.id % 50 = 17;
    insert into contract_requests (ticket_id, customer_id, kind, quality, service, name,
        ordered_on, received_on, refund_by)
    select t.id, t.customer_id, 'withdrawal', 'consumer', 'Hébergement', 'Marie Hoarau',
           t.received_at::date - 3, t.received_at::date, t.received_at::date + 14
      from tickets t where t.id % 50 = 19;`;
}
