import type { Knex } from 'knex';

/** What the manager's figures are read from, so that a page reads weeks and not years. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- first responses that nothing promises a time for: measured, never late (H3)
    create table measured_responses (
      ticket_id bigint primary key references tickets,
      kind text not null check (kind in ('incident', 'information_request')),
      received_at timestamptz not null,
      -- open time of the kind's calendar
      elapsed_ms bigint not null check (elapsed_ms >= 0)
    );
    create index measured_responses_by_receipt on measured_responses (received_at)
      include (kind, elapsed_ms);
    grant select, insert, update, delete on measured_responses to guichet_app;

    create index tickets_by_receipt on tickets (received_at);
    -- few: what was missed of a clock that has started again since
    create index events_breaches on events (at) where type = 'commitment_breached';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index events_breaches; drop index tickets_by_receipt; drop table measured_responses;
  `);
}
