import type { Knex } from 'knex';

/** What a customer asked as compensation, with the limit of it as it was explained (5.2, H6). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table compensation_claims (
      id bigint generated always as identity primary key,
      ticket_id bigint not null references tickets,
      -- a day in the provider's zone
      claimed_on text not null check (claimed_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
      direct_loss_cents bigint not null check (direct_loss_cents >= 0),
      limits jsonb not null,
      recorded_by bigint not null references users,
      recorded_at timestamptz not null
    );
    create index compensation_claims_by_ticket on compensation_claims (ticket_id, id);
    create trigger compensation_claims_append_only before update or delete or truncate
      on compensation_claims for each statement execute function refuse_change();
    grant select, insert on compensation_claims to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table compensation_claims');
}
