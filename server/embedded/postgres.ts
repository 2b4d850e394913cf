import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { findBinaries } from './binaries.ts';
import { createDatabase, ownerUrl } from './database.ts';
import { dieTogether } from './die-together.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { bareEnv, initCluster } from './initdb.ts';
import { stopLeftover } from './leftover.ts';
import { type NotAsRoot, notAsRoot, waysHere } from './not-as-root.ts';
import { makeSocketFolder, removeSocketFolder, socketFolder } from './socket-folder.ts';
import { StartProblem } from './start-problem.ts';

export type EmbeddedPostgres = {
  /** The owner's connection to the product's database, over a private unix socket. */
  url: string;
  /** Stops the server, once its connections are cut, and lets go of the data folder. */
  stop(): Promise<void>;
  /** Settles when the server has ended, with why if nobody asked it to. */
  ended: Promise<string | null>;
};

type Options = {
  /** Holds the cluster, the socket and the lock. */
  dataDir: string;
  log: Log;
  /** False only where losing the data does not matter: tests. */
  fsync?: boolean;
  /** How to run it when we are root; the default tries all that is known. */
  ways?: NotAsRoot[];
};

const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  'jit=off',
  // Statements, which carry people's data, stay out of the log: the program reports its own errors.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
];

const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts the PostgreSQL that comes with the product, with its data in `dataDir`, created the first
 * time. It takes the folder's lock first, stops what a crashed run left, and ends with this process
 * however this process ends. What an operator can put right is thrown as a `StartProblem`.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const lock = lockFolder(dataDir);
  try {
    const { initdb, postgres } = findBinaries();
    const cluster = join(dataDir, 'postgres');
    await stopLeftover(cluster);
    const way = notAsRoot(postgres, dataDir, options.ways ?? waysHere());
    initCluster(initdb, cluster, way);
    giveTo(way.owner, cluster);
    const sockets = socketFolder(dataDir);
    makeSocketFolder(sockets, way.owner);
    chownSync(sockets, way.owner.uid, way.owner.gid);
    const settings = [...SETTINGS, ...(options.fsync === false ? FORGETFUL : [])];
    const parameters = ['-D', cluster, '-k', sockets, ...settings.flatMap((s) => ['-c', s])];
    const server = await launch([postgres, ...parameters], way, cluster, log);
    log.debug({ how: way.how }, 'embedded PostgreSQL is ready');
    return await handOver(server, lock, sockets, dataDir);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function handOver(
  server: Server,
  lock: FolderLock,
  sockets: string,
  dataDir: string,
): Promise<EmbeddedPostgres> {
  let asked = false;
  const ended = server.exited.then((how) => (asked ? null : how));
  const stop = async () => {
    asked = true;
    await end(server);
    removeSocketFolder(sockets, dataDir);
    lock.release();
  };
  try {
    await createDatabase(sockets);
  } catch (error) {
    await end(server);
    throw error;
  }
  return { url: ownerUrl(sockets), stop, ended };
}

type Server = { process: ChildProcess; exited: Promise<string>; letGo(): void };

async function launch(
  command: readonly string[],
  way: NotAsRoot,
  cluster: string,
  log: Log,
): Promise<Server> {
  const bond = dieTogether(cluster);
  const [program = '', ...parameters] = [...way.prefix, ...bond.prefix, ...command];
  // Detached: Ctrl-C reaches a whole foreground group, and the database must be the last to go.
  const child = spawn(program, parameters, {
    detached: true,
    cwd: '/',
    env: bareEnv(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  bond.watch(child);
  let said = '';
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      const told = code === 0 ? 'another process told it to' : reason(said);
      resolve(told ?? `it ended with ${signal ?? code}`);
    });
  });
  const ready = new Promise<true>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8000);
      log.debug({ postgres: text.trim() });
      if (said.includes('ready to accept connections')) resolve(true);
    });
  });
  const outcome = await Promise.race([ready, exited]);
  if (outcome !== true) {
    bond.letGo();
    throw new StartProblem(`The embedded PostgreSQL did not start: ${outcome}.`);
  }
  return { process: child, exited, letGo: bond.letGo };
}

/** The last thing that PostgreSQL called fatal. */
function reason(said: string): string | undefined {
  return said
    .split('\n')
    .filter((line) => /(FATAL|PANIC):/.test(line))
    .at(-1)
    ?.replace(/^.*(FATAL|PANIC):\s*/, '');
}

/** Fast shutdown, then immediate (which the next start recovers from) if it takes too long. */
async function end({ process: child, exited, letGo }: Server): Promise<void> {
  child.kill('SIGINT');
  const patience = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await exited;
  clearTimeout(patience);
  letGo();
}

/** A cluster made under another way of running belongs to another account. */
function giveTo(owner: { uid: number; gid: number }, cluster: string): void {
  if (statSync(cluster).uid === owner.uid) return;
  spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, cluster]);
}
