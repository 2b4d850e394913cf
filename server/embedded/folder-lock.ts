import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

export type FolderLock = { release(): void };

/** Another process, still alive, holds the folder. */
export class FolderHeld extends StartProblem {}

/**
 * Programs that lock descriptor 3 without waiting: status 0 when they got it, 1 when another has it.
 * Every Linux has the first, macOS the second.
 */
const LOCKERS: readonly (readonly [string, ...string[]])[] = [
  ['flock', '--nonblock', '3'],
  ['perl', '-e', 'open(my $file, ">&=3") or exit 2; exit(flock($file, 6) ? 0 : 1)'],
];

/**
 * Holds `folder` for this process alone, or refuses, naming the process that has it.
 *
 * The lock is flock(2) on the file `lock`. Node cannot call it, but a lock belongs to the open file,
 * not to the process that asked: a child locks the descriptor it inherits, exits, and the lock stays
 * ours. The kernel drops it when this process dies in whatever way, so nothing is ever stale, and it
 * is seen from other containers too. A pid file, the usual way, is fooled by a reused pid; the pid
 * written here is only for the refusal to name.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'lock');
  const file = openLockFile(folder, path);
  const status = lockDescriptor(file);
  if (status !== 0) {
    closeSync(file);
    if (status === undefined) {
      throw new StartProblem(
        'The data folder cannot be locked: install flock (util-linux) or perl, or set DATABASE_URL.',
      );
    }
    const pid = readFileSync(path, 'utf8').trim();
    throw new FolderHeld(
      `The data folder ${folder} is in use by ${pid ? `process ${pid}` : 'another process'}: stop it first, or choose another DATA_DIR.`,
    );
  }
  ftruncateSync(file);
  writeSync(file, `${process.pid}\n`, 0);
  return {
    release() {
      ftruncateSync(file);
      closeSync(file);
    },
  };
}

function openLockFile(folder: string, path: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openSync(path, 'a+', 0o600);
  } catch (error) {
    throw new StartProblem(
      `The data folder ${folder} cannot be written in: ${(error as Error).message}.`,
    );
  }
}

/** What the first locker found on this machine answered; undefined when there is none. */
function lockDescriptor(file: number): number | undefined {
  for (const [command, ...parameters] of LOCKERS) {
    const ran = spawnSync(command, parameters, { stdio: ['ignore', 'ignore', 'ignore', file] });
    if (ran.error === undefined && (ran.status === 0 || ran.status === 1)) return ran.status;
  }
  return undefined;
}
