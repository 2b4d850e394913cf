import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Findings } from './findings.ts';
import { holdOut, type Run } from './hold-out.ts';
import { type Disk, makeSmallDisks, privateMounts } from './small-disks.ts';

/** Milliseconds that a disk stays full. */
const FULL = 10_000;

/**
 * The database's disk fills up while mail comes in: first the tables', where PostgreSQL refuses what
 * is written, then that of its log, where it falls. Nothing that was answered 250 is lost, the rest
 * is put off, and all goes on once there is room.
 */
export async function runFullDisk(run: Run): Promise<Findings> {
  const disks = await makeSmallDisks();
  try {
    return await holdOut(run, { dataDir: disks.dataDir }, async ({ stage, gate }) => {
      const { gateway, postgres } = stage;
      const whileFull = async (disk: Disk, more: () => Promise<void> = async () => {}) => {
        gate.release(Math.floor(run.messages / 6));
        await sleep(2_000);
        disk.fill();
        gate.release(Math.floor(run.messages / 3));
        await more();
        await sleep(FULL);
        disk.clear();
      };
      await whileFull(disks.tables);
      const refused = [...gateway.errors.keys()].some((what) => /No space left/.test(what));
      await whileFull(disks.log, () => writeLogUntilItFalls(postgres.url));
      const fell = postgres.fallen() > 0;
      return {
        figures: [`the disk was full twice, ${FULL / 1000} s each time`],
        misses: [
          ...(refused ? [] : ['no write was refused: the disk of the tables never was full']),
          ...(fell ? [] : ['PostgreSQL never fell: the disk of its log never was full']),
        ],
      };
    });
  } finally {
    disks.remove();
  }
}

/** Fills what is left of the log's files, so that the next one is asked for. */
async function writeLogUntilItFalls(url: string): Promise<void> {
  for (let file = 0; file < 20; file += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(`select pg_logical_emit_message(false, 'essai', repeat('x', 16000000))`);
    } catch {
      return;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** The same, in a process with mounts of its own. @returns null where this machine has none to give */
export async function runApart(parameters: readonly string[]): Promise<number | null> {
  const way = privateMounts();
  if (way === null) return null;
  const [command = '', ...before] = way;
  const entry = fileURLToPath(new URL('./run.ts', import.meta.url));
  const node = [process.execPath, '--import', import.meta.resolve('tsx'), entry, ...parameters];
  const child = spawn(command, [...before, ...node], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, forward);
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
