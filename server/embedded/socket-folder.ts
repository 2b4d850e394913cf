import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** sun_path holds 108 bytes on Linux and 104 elsewhere, the last of them a NUL. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;
const SOCKET = '.s.PGSQL.5432';

/**
 * The folder of the server's unix socket: in the data folder or, when that makes too long a path for
 * a socket, a private one under the system's temporary folder. The same data folder always gives the
 * same answer, so that a command finds the server that is running.
 */
export function socketFolder(dataDir: string): string {
  const inside = join(dataDir, 'run');
  if (Buffer.byteLength(join(inside, SOCKET)) <= LONGEST_PATH) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `guichet-${process.getuid?.() ?? 0}-${name}`);
}

/** Makes the folder, for its owner only; refuses one that somebody else put there. */
export function makeSocketFolder(folder: string, owner: { uid: number }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = found.uid === owner.uid || found.uid === process.getuid?.();
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new StartProblem(`${folder} belongs to somebody else: remove it, or move DATA_DIR.`);
  }
}

/** Leaves nothing of ours in the system's temporary folder. */
export function removeSocketFolder(folder: string, dataDir: string): void {
  if (!folder.startsWith(dataDir)) rmSync(folder, { recursive: true, force: true });
}
