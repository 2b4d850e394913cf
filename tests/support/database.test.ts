import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './database.ts';

let karim: TestDatabase;
let lea: TestDatabase;
beforeAll(async () => {
  [karim, lea] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([karim.drop(), lea.drop()]);
});

test('each test has a migrated database of its own', async () => {
  await karim.ownerKnex.raw('create table only_here (id integer)');
  expect(await karim.ownerKnex.schema.hasTable('only_here')).toBe(true);
  expect(await lea.ownerKnex.schema.hasTable('only_here')).toBe(false);
  expect(await lea.ownerKnex.schema.hasTable('tickets')).toBe(true);
});

test('the application works under a role that owns nothing', async () => {
  const { rows } = await karim.knex.raw('select current_user, session_user');
  expect(rows).toEqual([{ current_user: 'guichet_app', session_user: 'guichet_owner' }]);
  await expect(karim.knex.raw('create table mine (id integer)')).rejects.toThrow(
    'permission denied',
  );
});
