import { Client } from 'pg';
import { OWNER } from './initdb.ts';

const NAME = 'guichet';

/** The owner's address of the product's database, or of another one on the same server. */
export function ownerUrl(sockets: string, database = NAME): string {
  return `postgres://${OWNER}@${encodeURIComponent(sockets)}/${database}`;
}

/** Creates the product's database the first time. */
export async function createDatabase(sockets: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl(sockets, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [NAME]);
    if (found.rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}
