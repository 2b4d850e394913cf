import type { Knex } from 'knex';

/**
 * What a ticket is judged by: calendars (H1), support plans (4.4) and services with their
 * particular conditions (4.3, 5.2). Calendars and plans are versions: changing one adds one.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table calendars (
      id bigint generated always as identity primary key,
      name text not null unique check (length(name) between 1 and 100),
      created_at timestamptz not null
    );
    create table calendar_versions (
      id bigint generated always as identity primary key,
      calendar_id bigint not null references calendars,
      version integer not null check (version > 0),
      definition jsonb not null,
      created_at timestamptz not null,
      unique (calendar_id, version)
    );

    create table support_plans (
      id bigint generated always as identity primary key,
      name text not null unique check (length(name) between 1 and 100),
      -- base support: what a customer has where nothing else was agreed (H3)
      base boolean not null,
      created_at timestamptz not null
    );
    create unique index support_plans_one_base on support_plans (base) where base;
    create table plan_versions (
      id bigint generated always as identity primary key,
      plan_id bigint not null references support_plans,
      version integer not null check (version > 0),
      effective_from timestamptz not null,
      definition jsonb not null,
      created_at timestamptz not null,
      unique (plan_id, version)
    );
    create index plan_versions_in_force on plan_versions (plan_id, effective_from desc, id desc);
    create trigger calendar_versions_append_only before update or delete or truncate
      on calendar_versions for each statement execute function refuse_change();
    create trigger plan_versions_append_only before update or delete or truncate
      on plan_versions for each statement execute function refuse_change();

    create table services (
      id bigint generated always as identity primary key,
      customer_id bigint not null references customers,
      name text not null check (length(name) between 1 and 200),
      plan_id bigint references support_plans,
      monthly_price_cents integer check (monthly_price_cents >= 0),
      created_at timestamptz not null,
      ended_at timestamptz,
      unique (id, customer_id)
    );
    create index services_by_customer on services (customer_id, id);
    -- particular conditions: targets that stand before the plan's, by kind and priority
    create table service_conditions (
      id bigint generated always as identity primary key,
      service_id bigint not null references services,
      version integer not null check (version > 0),
      -- null: there are none any more
      targets jsonb,
      created_at timestamptz not null,
      unique (service_id, version)
    );
    create trigger service_conditions_append_only before update or delete or truncate
      on service_conditions for each statement execute function refuse_change();

    create table teams (
      id bigint generated always as identity primary key,
      name text not null unique check (length(name) between 1 and 100),
      lead_id bigint references users,
      -- when its members work; without one, business hours
      calendar_id bigint references calendars
    );
    alter table users add column team_id bigint references teams;
    alter table customers add column plan_id bigint references support_plans;

    alter table tickets
      add column service_id bigint,
      add column impact text not null default 'some' check (impact in ('all', 'some', 'one')),
      add column urgency text not null default 'medium'
        check (urgency in ('high', 'medium', 'low')),
      add column priority text not null default 'normal'
        check (priority in ('urgent', 'high', 'normal', 'low')),
      add column plan_version_id bigint references plan_versions,
      add column incident_calendar_id bigint references calendar_versions,
      add column information_calendar_id bigint references calendar_versions,
      add column conditions_id bigint references service_conditions,
      add foreign key (service_id, customer_id) references services (id, customer_id);
    create index tickets_by_service on tickets (service_id, id)
      where service_id is not null and status in ('new', 'open', 'waiting_customer');

    grant select, insert on calendars, calendar_versions, plan_versions, service_conditions
      to guichet_app;
    grant select, insert, update on support_plans, services, teams to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table tickets
      drop column service_id, drop column impact, drop column urgency, drop column priority,
      drop column plan_version_id, drop column incident_calendar_id,
      drop column information_calendar_id, drop column conditions_id;
    alter table customers drop column plan_id;
    alter table users drop column team_id;
    drop table teams; drop table service_conditions; drop table services; drop table plan_versions; drop table support_plans;
    drop table calendar_versions; drop table calendars;
  `);
}
