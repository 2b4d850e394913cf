import type { Knex } from 'knex';

/** Settings of the provider, its customers, and everyone who can be named as an actor (V5). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table settings (
      name text primary key,
      value jsonb not null,
      updated_at timestamptz not null
    );

    create table customers (
      id bigint generated always as identity primary key,
      name text not null check (length(name) between 1 and 200),
      quality text not null check (quality in ('consumer', 'professional', 'unknown')),
      -- null while a stranger's first mail is all we know of it
      confirmed_at timestamptz,
      created_at timestamptz not null
    );
    -- "C": serves an order and a beginning alike, whatever the language of the database
    create index customers_by_name on customers (lower(name) collate "C", id);

    create table users (
      id bigint generated always as identity primary key,
      customer_id bigint references customers,
      name text not null check (length(name) between 1 and 200),
      email text not null unique check (email = lower(email) and length(email) between 3 and 254),
      roles text[] not null check (
        cardinality(roles) > 0 and roles <@ array[
          'customer', 'agent', 'subcontractor', 'complaint_officer_1', 'complaint_officer_2',
          'billing_manager', 'manager', 'administrator']
      ),
      locale text not null check (locale in ('fr', 'en')),
      time_zone text not null,
      password_hash text,
      -- raised when a password changes: sessions opened under an older one end
      session_epoch integer not null default 0,
      email_confirmed_at timestamptz,
      disabled_at timestamptz,
      last_signed_in_at timestamptz,
      created_at timestamptz not null,
      -- a contact belongs to a customer and is nothing else; staff belong to none
      check ((customer_id is not null) = (roles = array['customer'])),
      check ('customer' <> all (roles) or cardinality(roles) = 1),
      unique (id, customer_id)
    );
    create index users_by_customer on users (customer_id, id) where customer_id is not null;
    create index users_staff on users (name, id) where customer_id is null;

    grant select, insert, update, delete on settings to guichet_app;
    grant select, insert, update on customers, users to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table users; drop table customers; drop table settings;');
}
