import type { Knex } from 'knex';

/**
 * The role the application works under. It owns no table, so that append-only tables stay
 * append-only even against a bug or an injection (V1). Roles belong to the whole server: another
 * database of the same server may have created it already, even at this very moment.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    do $$ begin
      create role guichet_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$;
    grant guichet_app to current_user;
    grant usage on schema public to guichet_app;
    alter default privileges in schema public grant usage on sequences to guichet_app;
  `);
}

/** The role itself stays: it may serve other databases. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter default privileges in schema public revoke usage on sequences from guichet_app;
    revoke usage on schema public from guichet_app;
  `);
}
