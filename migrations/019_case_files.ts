import type { Knex } from 'knex';

/**
 * Case files (P3) and proof files (V1): made in the background from a ticket's history up to a
 * named event. Their making is traced here, never in that history.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table case_files (
      id bigint generated always as identity primary key,
      ticket_id bigint not null references tickets,
      -- the last event that it tells of; nothing can take it out of the history
      up_to integer not null check (up_to > 0),
      audience text not null check (audience in ('staff', 'mediator')),
      locale text not null check (locale in ('fr', 'en')),
      state text not null check (state in ('queued', 'making', 'done', 'failed')),
      progress integer not null check (progress between 0 and 100),
      -- raised each time it is begun: what an earlier making still does is of no effect
      making integer not null default 0,
      -- how often it was begun since it was last asked for: what ends the process ends somewhere
      attempts integer not null default 0,
      requested_by bigint not null references users,
      requested_at timestamptz not null,
      -- the last sign of life of its making
      touched_at timestamptz not null,
      finished_at timestamptz,
      error text check (error in (
        'chain_broken', 'words_altered', 'file_altered', 'too_large', 'interrupted', 'unexpected')),
      pdf_size bigint check (pdf_size > 0),
      pdf_digest bytea check (length(pdf_digest) = 32),
      zip_size bigint check (zip_size > 0),
      zip_digest bytea check (length(zip_digest) = 32),
      check ((state = 'failed') = (error is not null)),
      check ((state in ('done', 'failed')) = (finished_at is not null)),
      check (num_nonnulls(pdf_size, pdf_digest, zip_size, zip_digest)
             = case state when 'done' then 4 else 0 end),
      -- the key decides: asked twice, it is made once
      unique (ticket_id, up_to, audience, locale)
    );
    create index case_files_by_ticket on case_files (ticket_id, id desc);
    create index case_files_to_make on case_files (touched_at) where state in ('queued', 'making');

    -- in parts, so that neither making nor sending one holds it whole in memory
    create table case_file_parts (
      case_file_id bigint not null references case_files,
      file text not null check (file in ('pdf', 'zip')),
      part integer not null check (part >= 0),
      bytes bytea not null,
      primary key (case_file_id, file, part)
    );
    alter table case_file_parts alter column bytes set storage external;

    alter table access_log drop constraint access_log_what_check,
      add constraint access_log_what_check check (what in (
        'ticket', 'attachment', 'customer', 'outbound_email', 'document', 'secret', 'case_file'));

    grant select, insert, update on case_files to guichet_app;
    grant select, insert, delete on case_file_parts to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table access_log drop constraint access_log_what_check,
      add constraint access_log_what_check check (what in (
        'ticket', 'attachment', 'customer', 'outbound_email', 'document', 'secret')) not valid;
    drop table case_file_parts; drop table case_files;
  `);
}
