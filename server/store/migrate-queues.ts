import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/**
 * Brings the job queues' tables, in their own schema, to what the installed BullMQ expects; safe to
 * run from several processes. The owner creates them: the application only reads and writes rows.
 */
export async function migrateQueues(ownerUrl: string, appRole = 'guichet_app'): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await runMigrations(owner, 'bullmq');
    await owner.query(`
      grant usage on schema bullmq to ${appRole};
      grant select, insert, update, delete on all tables in schema bullmq to ${appRole};
      grant usage on all sequences in schema bullmq to ${appRole};
    `);
  } finally {
    await owner.end();
  }
}
