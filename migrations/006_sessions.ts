import type { Knex } from 'knex';

/** Sessions, one-time links and counters of attempts, in the shapes their libraries ask for. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table sessions (
      sid text primary key,
      sess json not null,
      expire timestamptz not null
    );
    create index sessions_by_expiry on sessions (expire);

    create table user_tokens (
      -- only a digest: a leaked backup opens no account
      digest bytea primary key check (length(digest) = 32),
      user_id bigint not null references users,
      purpose text not null check (purpose in ('confirm', 'invite', 'reset')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index user_tokens_by_user on user_tokens (user_id, purpose);
    create index user_tokens_by_expiry on user_tokens (expires_at);
    create index user_tokens_invitations on user_tokens (created_at desc)
      where purpose = 'invite' and used_at is null;

    create table rate_limits (
      key text primary key,
      points integer not null default 0,
      expire bigint
    );

    -- carries what is too large for a notification between socket servers
    create table socket_io_attachments (
      id bigserial unique,
      created_at timestamptz default now(),
      payload bytea
    );

    grant select, insert, update, delete
      on sessions, user_tokens, rate_limits, socket_io_attachments to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table socket_io_attachments; drop table rate_limits;
    drop table user_tokens; drop table sessions;
  `);
}
