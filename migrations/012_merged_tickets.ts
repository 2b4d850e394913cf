import type { Knex } from 'knex';

/** A ticket that says the same as another ends in it; what is written to it goes on there. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table tickets
      add column merged_into_id bigint references tickets check (merged_into_id <> id),
      add check (merged_into_id is null or status = 'closed');

    -- where a ticket's mail goes: a merged one's may itself have been merged since
    create function surviving_ticket(bigint) returns bigint language sql stable as $$
      with recursive path as (
        select id, merged_into_id from tickets where id = $1
        union
        select t.id, t.merged_into_id from tickets t join path p on t.id = p.merged_into_id
      ) select id from path where merged_into_id is null
    $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function surviving_ticket(bigint);
    alter table tickets drop column merged_into_id;
  `);
}
