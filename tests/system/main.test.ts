import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { cutDown, exitOf, runScript, sayingOf } from '../support/processes.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

let folder: string;
let database: TestDatabase;
let children: ChildProcess[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-main-'));
  database = await createTestDatabase();
  children = [];
});
afterEach(async () => {
  for (const child of children) await cutDown(child);
  await database.drop();
  rmSync(folder, { recursive: true });
});

function begin(roles: string, env: Record<string, string> = {}): ChildProcess {
  const settings = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    // tests ask nobody outside
    MAIL_AUTH: 'off',
  };
  const parameters = roles === '' ? [] : [`--roles=${roles}`];
  const child = runScript(MAIN, parameters, { cwd: folder, env: { ...settings, ...env } });
  children.push(child);
  return child;
}

test('each process does what it is told, around one database', async () => {
  const [http, mail] = [await freePort(), await freePort()];
  const worker = begin('worker');
  await sayingOf(worker, /^Guichet is ready: worker\n/m);
  const desk = begin('http,mail', { PORT: String(http), MAIL_LISTEN: `127.0.0.1:${mail}` });
  await sayingOf(desk, /^Guichet is ready: http, mail\n/m);
  expect((await fetch(`http://127.0.0.1:${http}/healthz`)).status).toBe(200);

  const { rows } = await database.ownerKnex.raw(
    `select count(*)::int as connections from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  expect(rows[0].connections).toBeLessThanOrEqual(2 * 20);

  for (const child of [desk, worker]) {
    const ended = exitOf(child);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, errors: '' });
  }
}, 30_000);

test('a role that does not exist', async () => {
  expect(await exitOf(begin('http,cook'))).toEqual({
    code: 1,
    errors:
      '--roles must name what this process does, among http, worker, mail: --roles=http,worker.\n',
  });
});

test('no database in common', async () => {
  expect(await exitOf(begin('worker', { DATABASE_URL: '' }))).toEqual({
    code: 1,
    errors: 'DATABASE_URL is missing: processes apart need a database in common.\n',
  });
});
