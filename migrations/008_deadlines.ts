import type { Knex } from 'knex';

/**
 * The instants by which something is owed, one table for all. A deadline is derived from its
 * ticket's history and written beside it; the sweep reads only what is due to be said.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table deadlines (
      id bigint generated always as identity primary key,
      ticket_id bigint not null references tickets,
      name text not null check (name in (
        'first_response', 'next_update', 'diagnosis', 'restoration',
        'update_reminder', 'waiting_reminder', 'waiting_close')),
      state text not null check (state in ('running', 'paused', 'met', 'breached')),
      -- null without a commitment: measured and shown, never late (H3)
      target_minutes integer check (target_minutes > 0),
      started_at timestamptz not null,
      due_at timestamptz,
      elapsed_ms bigint not null check (elapsed_ms >= 0),
      met_at timestamptz,
      -- shares of the target, in percent, that were said already
      announced integer[] not null default '{}',
      -- the next instant at which something is to be said of it
      next_at timestamptz,
      unique (ticket_id, name)
    );
    create index deadlines_to_say on deadlines (next_at) where next_at is not null;
    create index deadlines_ahead on deadlines (due_at)
      where state = 'running' and target_minutes is not null;
    grant select, insert, update, delete on deadlines to guichet_app;

    -- windows in which the provider is not held to diagnose or restore (H4, 3.7, 5.7)
    create table suspensions (
      id bigint generated always as identity primary key,
      cause text not null check (cause in ('maintenance', 'suspension', 'force_majeure')),
      title text not null check (length(title) between 1 and 200),
      details text not null,
      starts_at timestamptz not null,
      ends_at timestamptz,
      expected_end_at timestamptz,
      published_at timestamptz not null,
      published_by bigint not null references users,
      cancelled_at timestamptz,
      -- past 30 days of force majeure, when the party not prevented was told its right (R6)
      termination_told_at timestamptz,
      check (ends_at > starts_at),
      check (cause <> 'maintenance' or ends_at is not null)
    );
    create index suspensions_by_start on suspensions (starts_at desc, id desc);
    create table suspension_services (
      suspension_id bigint not null references suspensions,
      service_id bigint not null references services,
      primary key (suspension_id, service_id)
    );
    create index suspensions_by_service on suspension_services (service_id, suspension_id);

    create table service_credits (
      id bigint generated always as identity primary key,
      ticket_id bigint not null references tickets,
      service_id bigint not null references services,
      target text not null check (
        target in ('first_response', 'next_update', 'diagnosis', 'restoration')),
      breached_at timestamptz not null,
      amount_cents integer not null check (amount_cents >= 0),
      computation jsonb not null,
      state text not null check (state in ('proposed', 'approved', 'rejected')),
      decided_by bigint references users,
      decided_at timestamptz,
      reason text,
      proposed_at timestamptz not null,
      check ((state = 'proposed') = (decided_at is null)),
      unique (ticket_id, target, breached_at)
    );
    create index service_credits_proposed on service_credits (id desc) where state = 'proposed';

    grant select, insert, update on suspensions, service_credits to guichet_app;
    grant select, insert, delete on suspension_services to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table service_credits; drop table suspension_services; drop table suspensions;
    drop table deadlines;
  `);
}
