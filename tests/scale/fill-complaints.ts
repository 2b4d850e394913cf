import type { Size } from './size.ts';

/**
 * One ticket in ten is a complaint, nearly all ended; of the others some are answered, some late.
 * Each is about the ticket before it, one in three went to level 2, of those one in three to the mediator, and qualities changed.
 */
export function complaints({ tickets: n, messagesEach, customers }: Size): string {
  const of = `from tickets t where t.id % 10 = 3`;
  const open = `t.id > ${n * 0.97}`;
  return `
    insert into complaints (ticket_id, customer_id, quality, level, cause, wanted, received_on,
        due_at, owed_at, ended_at)
    select t.id, t.customer_id, 'consumer', 1 + (t.id % 3 = 0)::int + (t.id % 9 = 0)::int, 'billing', 'Un avoir.',
           t.received_at::date, t.received_at + interval '30 days',
           case when ${open} and t.id % 20 = 3 then t.received_at + interval '30 days' end,
           case when not ${open} then t.received_at + interval '20 days' end
      ${of};
    insert into deadlines (ticket_id, name, state, started_at, due_at, elapsed_ms, met_at)
    select t.id, 'complaint_level_1', case when t.id % 20 = 3 then 'running' else 'met' end,
           t.received_at, t.received_at + interval '30 days', 0,
           case when t.id % 20 <> 3 then t.received_at + interval '9 days' end ${of}
    union all
    select t.id, 'complaint_level_2', 'running', t.received_at + interval '31 days',
           t.received_at + interval '61 days', 0, null ${of} and t.id % 3 = 0;
    insert into complaint_concerns (ticket_id, concerned_ticket_id) select t.id, t.id - 1 ${of};
    insert into complaint_handlers (ticket_id, user_id, level, since)
    select t.id, 1 + t.id % 3, 1, t.received_at ${of}
    union all select t.id, 4 + t.id % 3, 2, t.received_at ${of} and t.id % 3 = 0;
    insert into complaint_answers (ticket_id, level, outcome, redress_kind, redress_cents, message_id,
        outbound_email_id, document_id, answered_by, answered_at, given_at)
    select t.id, 1, 'partly', 'credit', 1500, (t.id - 1) * ${messagesEach} + 1, t.id, t.id,
           1 + t.id % 3, t.received_at, t.received_at
      ${of} and t.id % 20 <> 3;
    insert into customer_qualities (customer_id, quality_before, quality, evidence, changed_by,
        changed_at)
    select i, 'unknown', 'consumer', 'Pièce d’identité.', 1, now()
      from generate_series(1, ${customers}) i;`;
}
