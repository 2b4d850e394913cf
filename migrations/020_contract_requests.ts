import type { Knex } from 'knex';

/** What a consumer asks of its contract: to withdraw, to cancel, to terminate (12.1, R1–R3). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table contract_requests (
      ticket_id bigint primary key references tickets,
      customer_id bigint not null references customers,
      kind text not null check (kind in ('withdrawal', 'cancellation', 'termination')),
      quality text not null check (quality in ('consumer', 'professional')),
      -- as the form said: what it is about, who asks, from where
      service text not null check (length(service) <= 300),
      name text not null check (length(name) <= 200),
      postal_address text check (length(postal_address) <= 300),
      ordered_on date,
      promised_on date,
      wanted_on date,
      effective_on date,
      received_on date not null,
      refund_by date,
      -- how whoever asks was found to be who it says
      identity text check (identity in ('session', 'link', 'staff')),
      -- the order as staff found it, and what it comes to, line by line
      computation jsonb,
      refund_cents integer check (refund_cents >= 0),
      state text not null default 'received'
        check (state in ('received', 'accepted', 'refused', 'refunded')),
      ground text check (ground in ('late', 'performed', 'made_to_measure', 'not_due',
        'delivered', 'professional', 'not_identified')),
      decided_by bigint references users,
      decided_at timestamptz,
      refunded_on date,
      check ((kind = 'termination') = (effective_on is not null)),
      check ((computation is null) = (refund_cents is null)),
      check ((state = 'received') = (decided_at is null)),
      check ((decided_at is null) = (decided_by is null)),
      check ((state = 'refused') = (ground is not null)),
      check ((state = 'refunded') = (refunded_on is not null)),
      -- a refund is decided on a computation, for somebody who was found to be who it says
      check (state not in ('accepted', 'refunded')
             or (identity is not null and (kind = 'termination' or computation is not null)))
    );
    alter table deadlines drop constraint deadlines_name_check,
      add constraint deadlines_name_check check (name in (
        'first_response', 'next_update', 'diagnosis', 'restoration',
        'update_reminder', 'waiting_reminder', 'waiting_close',
        'complaint_level_1', 'complaint_level_2', 'mediation', 'refund', 'termination'));
    -- what the desk's view of what is late looks for: promises, and what the law asks
    drop index deadlines_unmet;
    create index deadlines_unmet on deadlines (due_at)
      where met_at is null and (target_minutes is not null or name in ('refund', 'termination'));
    grant select, insert, update on contract_requests to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index deadlines_unmet;
    create index deadlines_unmet on deadlines (due_at)
      where met_at is null and target_minutes is not null;
    alter table deadlines drop constraint deadlines_name_check,
      add constraint deadlines_name_check check (name in (
        'first_response', 'next_update', 'diagnosis', 'restoration',
        'update_reminder', 'waiting_reminder', 'waiting_close',
        'complaint_level_1', 'complaint_level_2', 'mediation', 'refund')) not valid;
    drop table contract_requests;
  `);
}
