import { expect, test } from '@jest/globals';
import { isDatabaseTrouble } from '../../server/store/database-trouble.ts';

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test.each([
  error('connect ECONNREFUSED /run/.s.PGSQL.5432', { code: 'ECONNREFUSED' }),
  error('select 1 - could not extend file: No space left on device', { code: '53100' }),
  error('the database system is starting up', { code: '57P03' }),
  error('could not write block 7 of file: Input/output error', { code: '58030' }),
  error('cannot execute INSERT in a read-only transaction', { code: '25006' }),
  error('Connection terminated unexpectedly'),
  // knex writes the statement before what went wrong
  error('select 1 - Connection terminated unexpectedly'),
  error('ROLLBACK - Client has encountered a connection error and is not queryable'),
  error('BEGIN; - Client was closed and is not queryable'),
  error('select 1 - read ECONNRESET', { code: 'ECONNRESET' }),
  error('Knex: Timeout acquiring a connection.', { name: 'KnexTimeoutError' }),
])('the database is in trouble: %s', (trouble) => {
  expect(isDatabaseTrouble(trouble)).toBe(true);
});

test.each([
  error('select 1 / 0 - division by zero', { code: '22012' }),
  error('insert … - duplicate key value violates unique constraint', { code: '23505' }),
  error(`insert … - value 'Client has encountered' is too long`, { code: '22001' }),
  new TypeError('Cannot read properties of undefined'),
  'Connection terminated',
])('the fault of what was asked: %s', (fault) => {
  expect(isDatabaseTrouble(fault)).toBe(false);
});
