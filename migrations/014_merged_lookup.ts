import type { Knex } from 'knex';

/** Every mail asks who takes part in what was merged into its ticket: few tickets ever are. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index tickets_merged on tickets (merged_into_id, requester_id)
      where merged_into_id is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index tickets_merged');
}
