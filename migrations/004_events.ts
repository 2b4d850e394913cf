import type { Knex } from 'knex';

/**
 * The proof (V1): a ticket's append-only history, each event chained to the one before. The
 * database refuses a wrong hash, an update, a delete and a truncate; `npm run audit:verify` finds
 * what was done by somebody who could switch all that off.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table events (
      ticket_id bigint not null references tickets,
      seq integer not null check (seq > 0),
      type text not null,
      at timestamptz not null,
      canonical text not null,
      prev_hash bytea not null check (length(prev_hash) = 32),
      hash bytea not null,
      primary key (ticket_id, seq),
      check (hash = sha256(prev_hash || convert_to(canonical, 'UTF8')))
    );

    -- every look by staff at a customer's data (V5)
    create table access_log (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      user_id bigint not null references users,
      customer_id bigint not null references customers,
      ticket_id bigint references tickets,
      what text not null check (what in ('ticket', 'attachment', 'customer', 'outbound_email'))
    );
    create index access_log_by_customer on access_log (customer_id, id desc);

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$;
    create trigger events_append_only before update or delete or truncate on events
      for each statement execute function refuse_change();
    create trigger access_log_append_only before update or delete or truncate on access_log
      for each statement execute function refuse_change();

    grant select, insert on events, access_log to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table access_log; drop table events; drop function refuse_change();');
}
