import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ownerUrl } from '../../server/embedded/database.ts';
import { describeWith } from '../support/describe-with.ts';
import { freePort } from '../support/free-port.ts';
import { REDIS } from '../support/parts.ts';
import { cutDown, exitOf, isAlive, runScript, sayingOf, until } from '../support/processes.ts';
import { startRedis } from '../support/redis.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const START = join(PROJECT, 'server/start.ts');

let folder: string;
let settings: Record<string, string>;
let children: ChildProcess[];
let taken: Server | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-start-'));
  const [http, mail] = [await freePort(), await freePort()];
  settings = {
    NODE_ENV: 'development',
    // tests ask nobody outside
    MAIL_AUTH: 'off',
    PORT: String(http),
    MAIL_LISTEN: `127.0.0.1:${mail}`,
    LOG_LEVEL: 'silent',
    // Seeding takes a second; the tests that are about it ask for it.
    DEMO: 'no',
  };
  children = [];
});
afterEach(async () => {
  taken?.close();
  for (const child of children) await cutDown(child);
  await until(() => !existsSync(join(folder, 'var/postgres/postmaster.pid')));
  rmSync(folder, { recursive: true });
}, 30_000);

/** What `npm start` runs, in the folder of the test. */
function begin(env: Record<string, string> = {}): ChildProcess {
  const child = runScript(START, [], { cwd: folder, env: { ...settings, ...env } });
  children.push(child);
  return child;
}

/** Its announcement, once it is ready. */
async function ready(child: ChildProcess): Promise<string> {
  return (await sayingOf(child, /.*Ctrl-C stops it\./s))[0];
}

function postmaster(): number {
  const file = join(folder, 'var/postgres/postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

async function ask(query: string): Promise<unknown> {
  const client = new Client({ connectionString: ownerUrl(join(folder, 'var/run')) });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

async function statusOf(path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${settings.PORT}${path}`)).status;
}

async function answers(): Promise<boolean> {
  return await statusOf('/healthz').then(
    () => true,
    () => false,
  );
}

/** Milliseconds; a machine that runs other tests takes several times what a quiet one does. */
const FIRST_START = 30_000;
const LATER_START = 10_000;

describe('npm start', () => {
  test('brings everything up in a bare folder, and says where; Ctrl-C stops all of it', async () => {
    const began = performance.now();
    const child = begin({ DEMO: '' });
    const said = await ready(child);
    expect(performance.now() - began).toBeLessThan(FIRST_START);
    expect(said).toContain(`Guichet is ready: http://127.0.0.1:${settings.PORT}\n`);
    expect(said).toMatch(/Karim Diallo +karim@alize\.example/);
    expect(said).toMatch(/Nadia Benali +nadia@alize\.example/);
    expect(said).toMatch(/Jean Moreau +jean@boulangerie-moule\.example/);
    expect(said).toContain(
      `Send mail to support@guichet.localhost, over SMTP at ${settings.MAIL_LISTEN}\n`,
    );
    expect(said).toContain(`database    embedded PostgreSQL, data in ${folder}/var\n`);
    expect(said).toContain('queue       in the database\n');
    expect(said).toContain('mail out    captured, not sent');
    expect(await statusOf('/healthz')).toBe(200);

    const pid = postmaster();
    child.kill('SIGINT');
    expect((await exitOf(child)).code).toBe(0);
    expect(isAlive(pid)).toBe(false);

    const again = performance.now();
    await ready(begin({ DEMO: '' }));
    expect(performance.now() - again).toBeLessThan(LATER_START);
  }, 60_000);

  test('killed, it leaves no orphan and starts again with its data', async () => {
    const child = begin({ DEMO: 'yes' });
    await ready(child);
    await ask(`create table kept as select 'conservée' as text`);
    const pid = postmaster();
    await cutDown(child);
    await until(() => !isAlive(pid));

    await ready(begin({ DEMO: 'yes' }));
    expect(await ask('select text from kept')).toEqual([{ text: 'conservée' }]);
    expect(
      await ask(`select count(*)::int as karims from users where name = 'Karim Diallo'`),
    ).toEqual([{ karims: 1 }]);
  }, 40_000);

  test('killed in the middle of its first start, it starts all the same', async () => {
    for (const patience of [300, 700, 1100, 1700, 2100, 2500]) {
      const child = begin({ DEMO: 'yes' });
      await new Promise((resolve) => setTimeout(resolve, patience));
      await cutDown(child);
    }
    await ready(begin({ DEMO: 'yes' }));
    expect(await statusOf('/healthz')).toBe(200);
    expect(await ask('select count(*)::int as tickets from tickets')).toEqual([{ tickets: 10 }]);
  }, 40_000);

  test.each([
    ['Ctrl-C, which a terminal sends to all', 'SIGINT', 'group'],
    ['SIGTERM, sent to npm alone', 'SIGTERM', 'npm'],
    ['SIGKILL, sent to npm alone', 'SIGKILL', 'npm'],
  ] as const)(
    'stops with npm: %s',
    async (_name, signal, whom) => {
      const npm = spawn('npm', ['start'], {
        cwd: PROJECT,
        env: { ...process.env, NODE_OPTIONS: '', ...settings, DATA_DIR: join(folder, 'var') },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      children.push(npm);
      npm.stdout.setEncoding('utf8');
      await ready(npm);
      const pid = postmaster();
      process.kill(whom === 'group' ? -Number(npm.pid) : Number(npm.pid), signal);
      await until(() => !isAlive(pid));
      await until(async () => !(await answers()));
    },
    30_000,
  );

  test('is refused a second time on the same folder, and the first goes on', async () => {
    const first = begin();
    await ready(first);
    const second = await exitOf(begin({ PORT: String(await freePort()), MAIL_LISTEN: 'off' }));
    expect(second).toEqual({
      code: 1,
      errors: `The data folder ${folder}/var is in use by process ${first.pid}: stop it first, or choose another DATA_DIR.\n`,
    });
    expect(await statusOf('/healthz')).toBe(200);
  }, 30_000);
});

describeWith(REDIS, 'npm start with a Redis', () => {
  test('uses it, and says so', async () => {
    const redis = await startRedis();
    try {
      const said = await ready(begin({ REDIS_URL: redis.url }));
      expect(said).toContain(`queue       from the environment, Redis at ${redis.url}\n`);
      expect(said).toContain(`live pages  from the environment, Redis at ${redis.url}\n`);
      expect(await statusOf('/healthz')).toBe(200);
      for (const child of children) await cutDown(child);
    } finally {
      await redis.stop();
    }
  }, 30_000);
});

describe('what stands in its way is told in one line', () => {
  test.each(['PORT', 'MAIL_LISTEN'] as const)(
    '%s in use',
    async (name) => {
      taken = createServer().listen(Number(settings[name]?.split(':').at(-1)), '127.0.0.1');
      await once(taken, 'listening');
      const port = settings[name]?.split(':').at(-1);
      const refused = await exitOf(begin());
      expect(refused).toEqual({
        code: 1,
        errors: `${name}: 127.0.0.1:${port} is already in use: stop what is using it, or choose another.\n`,
      });
    },
    30_000,
  );

  test('a data folder that cannot be written in', async () => {
    writeFileSync(join(folder, 'var'), '');
    const { code, errors } = await exitOf(begin());
    expect(code).toBe(1);
    expect(errors).toMatch(/^DATA_DIR must be a folder that can be written in \(.*\)\.\n$/);
  });

  test('a database that cannot be reached, its password untold', async () => {
    const port = await freePort();
    const DATABASE_URL = `postgres://guichet:hunter2@127.0.0.1:${port}/guichet`;
    expect(await exitOf(begin({ DATABASE_URL }))).toEqual({
      code: 1,
      errors: `DATABASE_URL cannot be reached, at postgres://guichet@127.0.0.1:${port}/guichet: connect ECONNREFUSED 127.0.0.1:${port}.\n`,
    });
  });

  test('a Redis that cannot be reached', async () => {
    const port = await freePort();
    const { code, errors } = await exitOf(begin({ REDIS_URL: `redis://127.0.0.1:${port}` }));
    expect(code).toBe(1);
    expect(errors).toBe(
      `REDIS_URL cannot be reached, at redis://127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}.\n`,
    );
  });

  test('bad settings, all of them, a line each', async () => {
    expect(await exitOf(begin({ NODE_ENV: 'production', PORT: 'http' }))).toEqual({
      code: 1,
      errors: [
        'PORT must be a port number, from 1 to 65535.',
        'SECRET is missing: production needs one of 32 characters or more, kept secret.',
        'PUBLIC_URL is missing: production needs the address where people reach it.',
        'DATABASE_URL is missing: production needs a PostgreSQL, or EMBEDDED_IN_PRODUCTION=yes.',
        '',
      ].join('\n'),
    });
  });
});
