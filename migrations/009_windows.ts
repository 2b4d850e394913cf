import type { Knex } from 'knex';

/**
 * What follows from a suspension (3.7, 5.7): the tickets that it touches are derived anew, and the
 * customers concerned are told, in batches that go on where the last one ended.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table suspensions
      -- raised by each change: what was told carries it, and the calendar feed's SEQUENCE
      add column sequence integer not null default 0,
      add column changed_at timestamptz,
      -- a pass over the touched tickets is under way: the last one done; null when none is
      add column recompute_after bigint,
      -- when the window begins or ends, and its tickets' clocks stop or go on
      add column recompute_at timestamptz;
    update suspensions set changed_at = coalesce(cancelled_at, published_at);
    alter table suspensions alter column changed_at set not null;
    create index suspensions_not_over on suspensions (ends_at) where cancelled_at is null;
    create index suspensions_to_recompute on suspensions (id) where recompute_after is not null;
    create index suspensions_to_recompute_at on suspensions (recompute_at)
      where recompute_at is not null;
    create index suspensions_to_tell_termination on suspensions (starts_at)
      where cause = 'force_majeure' and termination_told_at is null and cancelled_at is null;

    -- a window touches what was resolved within it too
    drop index tickets_by_service;
    create index tickets_by_service on tickets (service_id, id) where service_id is not null;

    -- what was told of a window, as it stood then; never changed, but for how far telling got
    create table suspension_notices (
      id bigint generated always as identity primary key,
      suspension_id bigint not null references suspensions,
      news text not null check (news in ('published', 'changed', 'cancelled', 'termination')),
      sequence integer not null,
      title text not null,
      details text not null,
      starts_at timestamptz not null,
      ends_at timestamptz,
      expected_end_at timestamptz,
      -- null: the product itself
      by_user_id bigint references users,
      at timestamptz not null,
      -- the last user who was looked at; null once all were
      told_after bigint
    );
    create index suspension_notices_by_window on suspension_notices (suspension_id, id);
    create index suspension_notices_to_tell on suspension_notices (id) where told_after is not null;

    -- who was told, so that nobody is twice
    create table suspension_letters (
      notice_id bigint not null references suspension_notices,
      user_id bigint not null references users,
      outbound_email_id bigint not null references outbound_emails,
      primary key (notice_id, user_id)
    );

    grant select, insert on suspension_notices, suspension_letters to guichet_app;
    grant update (told_after) on suspension_notices to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table suspension_letters; drop table suspension_notices;
    drop index tickets_by_service;
    create index tickets_by_service on tickets (service_id, id)
      where service_id is not null and status in ('new', 'open', 'waiting_customer');
    drop index suspensions_not_over; drop index suspensions_to_recompute;
    drop index suspensions_to_recompute_at; drop index suspensions_to_tell_termination;
    alter table suspensions
      drop column sequence, drop column changed_at, drop column recompute_after,
      drop column recompute_at;
  `);
}
