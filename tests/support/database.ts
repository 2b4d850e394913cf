import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { connect, connectAsOwner } from '../../server/store/connect.ts';
import { addressOf, CLUSTER, TEMPLATE } from './cluster.ts';

export type TestDatabase = {
  /** The application's pool: what the product itself may do. */
  knex: Knex;
  /** A pool of the tables' owner, who is a superuser: for tests of the guards. */
  ownerKnex: Knex;
  /** The owner's address, as DATABASE_URL would hold it. */
  url: string;
  drop(): Promise<void>;
};

/** A migrated, empty database of the test's own, until it is dropped. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = process.env[CLUSTER];
  if (!cluster) throw new Error('No cluster: this must run under jest, with its global set-up.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(cluster, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = addressOf(cluster, name);
  const knex = connect(url, { max: 8 });
  const ownerKnex = connectAsOwner(url, { max: 2 });
  return {
    knex,
    ownerKnex,
    url,
    async drop() {
      await Promise.all([knex.destroy(), ownerKnex.destroy()]);
      await asOwner(cluster, `drop database ${name} with (force)`);
    },
  };
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
