import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { findBinaries } from '../../server/embedded/binaries.ts';
import { notAsRoot, waysHere } from '../../server/embedded/not-as-root.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { cutDown, isAlive, runScript, sayingOf, until } from '../support/processes.ts';

const log = createLog('silent');
const HOLD = fileURLToPath(new URL('./hold-database.ts', import.meta.url));
const BOND = fileURLToPath(new URL('./hold-bond.ts', import.meta.url));

let dataDir: string;
let children: ChildProcess[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'guichet-postgres-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) await cutDown(child);
  await until(() => !existsSync(join(dataDir, 'postgres/postmaster.pid')));
  rmSync(dataDir, { recursive: true });
});

/** The one answer to a query of one value. */
async function ask(url: string, query: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(query);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

async function held(): Promise<ChildProcess> {
  const child = runScript(HOLD, [dataDir]);
  children.push(child);
  await sayingOf(child, /ready/);
  return child;
}

function postmaster(): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('the embedded PostgreSQL', () => {
  test('keeps its data from one start to the next, and leaves nothing running', async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await ask(first.url, `create table note as select 'conservée' as text`);
    const pid = postmaster();
    await first.stop();
    expect(await first.ended).toBeNull();
    expect(isAlive(pid)).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(second.url, 'select text from note')).toBe('conservée');
    await second.stop();
  });

  test('knows French letters', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log, fsync: false });
    expect(await ask(server.url, `select lower('ÉLÈVE ŒUVRE')`)).toBe('élève œuvre');
    await ask(server.url, 'create extension pg_trgm');
    expect(await ask(server.url, `select similarity('élève', 'élèves') > 0.5`)).toBe(true);
    await server.stop();
  });

  test('is refused to a second process, which is told who has it', async () => {
    const first = await held();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      `The data folder ${dataDir} is in use by process ${first.pid}: stop it first, or choose another DATA_DIR.`,
    );
    expect(isAlive(postmaster())).toBe(true);
  });

  test('dies with its process, even killed, and starts again with its data', async () => {
    const first = await held();
    const pid = postmaster();
    await cutDown(first);
    await until(() => !isAlive(pid));
    const again = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(again.url, 'select current_database()')).toBe('guichet');
    await again.stop();
  });

  test('does not wait for the kill to be over', async () => {
    await cutDown(await held());
    const again = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(again.url, 'select 1')).toBe(1);
    await again.stop();
  });

  test('stops a server that an earlier run left behind', async () => {
    await (await startEmbeddedPostgres({ dataDir, log })).stop();
    const { postgres } = findBinaries();
    const cluster = join(dataDir, 'postgres');
    const { prefix } = notAsRoot(postgres, dataDir);
    const command = [...prefix, postgres, '-D', cluster, '-k', dataDir, '-c', 'listen_addresses='];
    const left = spawn(command[0] ?? '', command.slice(1), { cwd: '/', stdio: 'ignore' });
    children.push(left);
    await until(() => existsSync(join(dataDir, '.s.PGSQL.5432')));

    const server = await startEmbeddedPostgres({ dataDir, log });
    expect(left.exitCode).toBe(0);
    await server.stop();
  });

  test('is not fooled by a process that goes by the number of a dead server', async () => {
    await (await startEmbeddedPostgres({ dataDir, log })).stop();
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    const server = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.stop();
  });

  test('finds room for its socket when the data folder has a long name', async () => {
    const long = join(dataDir, 'a'.repeat(60), 'b'.repeat(60));
    const server = await startEmbeddedPostgres({ dataDir: long, log });
    expect(decodeURIComponent(server.url)).toContain(`@${tmpdir()}/guichet-`);
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.stop();
    expect(existsSync(new URL(server.url).hostname.replaceAll('%2F', '/'))).toBe(false);
  });

  test('says why when it dies unasked', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });
    process.kill(postmaster(), 'SIGQUIT');
    expect(await server.ended).toBe('another process told it to');
    await server.stop();
  });

  test('starts in every way that this machine has of not being root, on the same data', async () => {
    const { postgres } = findBinaries();
    for (const way of waysHere()) {
      notAsRoot(postgres, tmpdir(), [way]);
      const server = await startEmbeddedPostgres({ dataDir, log, ways: [way] }).catch(
        (error: Error) => error,
      );
      // The folder of a test belongs to root alone: « nobody » needs the right to cross it.
      if (way.how === 'as nobody') {
        expect(String(server)).toContain('PostgreSQL refuses to run as root');
        continue;
      }
      if (server instanceof Error) throw server;
      expect(await ask(server.url, 'select 1')).toBe(1);
      await server.stop();
    }
  });
});

describe('a folder that cannot hold the data', () => {
  test('is named', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file, log })).rejects.toThrow(
      `The data folder ${file} cannot be written in: EEXIST: file already exists, mkdir '${file}'.`,
    );
  });

  test('is refused when its data is not a cluster', async () => {
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '9.4\n');
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      'The embedded PostgreSQL did not start: ',
    );
  });
});

test('without the kernel, a watcher ends the server of a process that was killed', async () => {
  const holder = runScript(BOND, [dataDir]);
  children.push(holder);
  const sleeper = Number((await sayingOf(holder, /^(\d+)\n/))[1]);
  expect(isAlive(sleeper)).toBe(true);
  await cutDown(holder);
  await until(() => !isAlive(sleeper));
});
