import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartProblem } from './start-problem.ts';

/**
 * Stops the server that a crashed run left on `cluster`, if any: kindly, then at once. The caller
 * holds the folder's lock, so no living run of ours is using it.
 */
export async function stopLeftover(cluster: string): Promise<void> {
  const pid = postmasterOf(cluster);
  if (pid === undefined) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    send(pid, signal);
    for (let waited = 0; waited < 10_000; waited += 20) {
      if (postmasterOf(cluster) !== pid) return;
      await sleep(20);
    }
  }
  throw new StartProblem(`A PostgreSQL left by an earlier run will not stop: end process ${pid}.`);
}

/** The live server whose data is `cluster`; a pid that now belongs to another program does not count. */
function postmasterOf(cluster: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
  return pid > 0 && commandLine(pid).includes(cluster) ? pid : undefined;
}

function commandLine(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new StartProblem(
      `A PostgreSQL left by an earlier run, process ${pid}, belongs to another user: end it first.`,
    );
  }
}
