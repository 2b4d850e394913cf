import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '../../server/store/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('goes on after a process was killed while it migrated', async () => {
  await database.ownerKnex('knex_migrations_lock').update({ is_locked: 1 });
  await migrate(database.url);
  expect(await database.ownerKnex('knex_migrations_lock').pluck('is_locked')).toEqual([0]);
});

test('may be asked for by several processes at once, on an empty database', async () => {
  await database.ownerKnex.raw('drop schema public cascade; create schema public');
  await database.ownerKnex.raw('drop schema bullmq cascade');
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(await database.knex('tickets').count()).toEqual([{ count: 0 }]);
});
