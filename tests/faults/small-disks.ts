import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';

/** A disk that can be filled to the last byte, and emptied of what filled it. */
export type Disk = { fill(): void; clear(): void };

export type SmallDisks = { dataDir: string; tables: Disk; log: Disk; remove(): void };

const MEGABYTE = 1024 * 1024;
/** Both hold what a run writes, with some room. */
const SIZES = { tables: '400m', log: '160m' };

/** How this machine lets a process mount something that nobody else sees; null where it doesn't. */
export function privateMounts(): readonly string[] | null {
  const ways = [
    ['unshare', '--mount', '--'],
    ['unshare', '--user', '--map-root-user', '--mount', '--'],
  ];
  return ways.find((way) => mounts(way)) ?? null;
}

function mounts([command = '', ...parameters]: readonly string[]): boolean {
  const trial = ['sh', '-c', 'mount -t tmpfs tmpfs /mnt'];
  return spawnSync(command, [...parameters, ...trial]).status === 0;
}

/**
 * A PostgreSQL's data on two small disks, its write-ahead log on one of its own: only this process,
 * which has mounts to itself, sees them, and they go with it.
 */
export async function makeSmallDisks(): Promise<SmallDisks> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-disks-'));
  const dataDir = join(folder, 'data');
  const logDir = join(folder, 'log');
  mount(dataDir, SIZES.tables);
  mount(logDir, SIZES.log);
  const options = { dataDir, log: createLog('silent') };
  await (await startEmbeddedPostgres(options)).stop();
  const inside = join(dataDir, 'postgres/pg_wal');
  const outside = join(logDir, 'pg_wal');
  cpSync(inside, outside, { recursive: true });
  rmSync(inside, { recursive: true });
  symlinkSync(outside, inside);
  return {
    dataDir,
    tables: ballast(join(dataDir, 'ballast')),
    log: ballast(join(logDir, 'ballast')),
    remove() {
      for (const disk of [dataDir, logDir]) spawnSync('umount', ['--lazy', disk]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mount(path: string, size: string): void {
  mkdirSync(path, { recursive: true });
  const options = `size=${size},mode=0700`;
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  if (status !== 0) throw new Error(String(stderr));
}

function ballast(path: string): Disk {
  return {
    fill() {
      const file = openSync(path, 'a');
      try {
        for (let size = MEGABYTE; size >= 1; ) {
          try {
            if (writeSync(file, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
          } catch {
            size = Math.floor(size / 2);
          }
        }
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(path, { force: true }),
  };
}
