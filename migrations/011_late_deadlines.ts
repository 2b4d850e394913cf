import type { Knex } from 'knex';

/** The desk's view of what is late: few rows, whatever the number of tickets. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index deadlines_unmet on deadlines (due_at)
      where met_at is null and target_minutes is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index deadlines_unmet');
}
