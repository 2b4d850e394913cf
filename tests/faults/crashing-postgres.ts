import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { cutDownTree, descendantsOf } from '../support/processes.ts';
import type { Random } from './random.ts';

/** A PostgreSQL that is cut down like by a power cut. Its disk holds what it said it wrote (fsync). */
export type CrashingPostgres = {
  url: string;
  isUp(): boolean;
  /** SIGKILL to the server and all that it started; it stays away until `revive`. */
  kill(): Promise<void>;
  /** SIGKILL to one connection's process: the server ends all others, and recovers by itself. */
  killConnection(random: Random): boolean;
  /** Starts it, trying again until it is up: a full disk makes it fall while it recovers. */
  revive(): Promise<void>;
  /** Times it ended though nobody killed it. */
  fallen(): number;
  stop(): Promise<void>;
};

export async function startCrashingPostgres(dataDir: string): Promise<CrashingPostgres> {
  const log = createLog('silent');
  let server: EmbeddedPostgres | null = null;
  let wanted = true;
  let fallen = 0;

  async function start(): Promise<void> {
    const started = await startEmbeddedPostgres({ dataDir, log });
    server = started;
    void started.ended.then(async (why) => {
      // asked to stop, it has cleaned up by itself
      if (why === null) return;
      await started.stop();
      server = null;
      if (!wanted) return;
      fallen += 1;
      await revive();
    });
  }
  async function revive(): Promise<void> {
    wanted = true;
    while (wanted && server === null) await start().catch(() => sleep(500));
  }
  await start();
  return {
    url: (server as unknown as EmbeddedPostgres).url,
    isUp: () => server !== null,
    async kill() {
      wanted = false;
      await cutDownTree(postmasterOf(dataDir));
      while (server !== null) await sleep(10);
    },
    killConnection(random) {
      const found = descendantsOf(postmasterOf(dataDir)).filter(isConnection);
      if (found.length === 0) return false;
      process.kill(random.pick(found), 'SIGKILL');
      return true;
    },
    revive,
    fallen: () => fallen,
    async stop() {
      wanted = false;
      await server?.stop();
      server = null;
    },
  };
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Its command line says whom it serves: `postgres: owner guichet [local] idle`. */
function isConnection(pid: number): boolean {
  try {
    return /^postgres: \S+ \S+ \[local\]/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
