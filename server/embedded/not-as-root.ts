import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartProblem } from './start-problem.ts';

/** PostgreSQL refuses to run as root: how else to run it. */
export type NotAsRoot = {
  /** For the log. */
  how: string;
  /** What to write before a command. */
  prefix: readonly string[];
  /** Who must own the data. */
  owner: { uid: number; gid: number };
};

const NOBODY = 65_534;

/**
 * Finds how to run `program` so that it does not see itself as root, and can enter `folder`.
 * Best first: nothing to do; a user namespace, in which root goes by another number and the files
 * stay root's; the account `nobody`; the same with the right to cross folders that only root enters.
 */
export function notAsRoot(program: string, folder: string, ways = waysHere()): NotAsRoot {
  for (const way of ways) {
    if (way.prefix.length === 0) return way;
    const [command = '', ...before] = way.prefix;
    const trial = ['sh', '-c', 'test -x "$1" && "$0" --version', program, folder];
    if (spawnSync(command, [...before, ...trial], { cwd: '/' }).status === 0) return way;
  }
  throw new StartProblem(
    'PostgreSQL refuses to run as root, and this machine has no other way: start as another user, or set DATABASE_URL.',
  );
}

/** The ways to try on this machine, best first. */
export function waysHere(): NotAsRoot[] {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const self = { uid, gid };
  if (uid !== 0) return [{ how: 'as is', prefix: [], owner: self }];
  const owner = nobody();
  const account = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const numbers = [`--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  const crossing = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return [
    { how: 'in a user namespace', prefix: ['unshare', '--user', ...numbers, '--'], owner: self },
    { how: 'as nobody', prefix: [...account, '--'], owner },
    { how: 'as nobody, crossing folders', prefix: [...account, ...crossing, '--'], owner },
  ];
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid = NOBODY, gid = NOBODY] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
