import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NotAsRoot } from './not-as-root.ts';
import { StartProblem } from './start-problem.ts';

const LETTERS = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** The superuser, who owns what migrations create. */
export const OWNER = 'guichet_owner';

/**
 * Creates the cluster, unless it is there: made aside then renamed, so that one that was interrupted
 * is never taken for a whole one. Text sorts and folds by PostgreSQL's own C.UTF-8, the same on every
 * machine; the C library is only asked what a letter is, which trigrams need for « é ».
 */
export function initCluster(initdb: string, cluster: string, way: NotAsRoot): void {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const aside = `${cluster}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  chownSync(aside, way.owner.uid, way.owner.gid);
  const [command = '', ...parameters] = [
    ...way.prefix,
    initdb,
    `--pgdata=${aside}`,
    `--username=${OWNER}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${LETTERS}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const made = spawnSync(command, parameters, { encoding: 'utf8', cwd: '/', env: bareEnv() });
  if (made.status !== 0) {
    const reason = (made.error?.message ?? made.stderr).trim().split('\n')[0];
    throw new StartProblem(`The embedded database could not be created: ${reason}.`);
  }
  renameSync(aside, cluster);
}

/** PostgreSQL is told nothing of our environment, which holds secrets. */
export function bareEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
