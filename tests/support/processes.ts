import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs a TypeScript file in a process of its own. */
export function runScript(
  file: string,
  parameters: readonly string[] = [],
  options: { env?: Record<string, string>; cwd?: string } = {},
): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), file, ...parameters],
    {
      cwd: options.cwd,
      env: { ...process.env, NODE_OPTIONS: '', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout?.setEncoding('utf8');
  child.stderr?.setEncoding('utf8');
  return child;
}

/** The first text of its standard output that matches; fails with what it said if it ends before. */
export async function sayingOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  return await new Promise((resolve, reject) => {
    const listen = (text: string) => {
      said += text;
      const match = pattern.exec(said);
      if (match) resolve(match);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', (text: string) => {
      said += text;
    });
    child.once('close', (code) => reject(new Error(`ended with ${code}, having said:\n${said}`)));
  });
}

/** Kills it as a power cut would, and waits until it is gone. */
export async function cutDown(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** How it ends, and what it says on standard error until then. */
export async function exitOf(
  child: ChildProcess,
): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.on('data', (text: string) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Kills a process and all that it started, as a power cut would, and waits until they are gone. */
export async function cutDownTree(pid: number): Promise<void> {
  // so that it starts nothing more while we look
  send(pid, 'SIGSTOP');
  const pids = [pid, ...descendantsOf(pid)];
  for (const one of pids) send(one, 'SIGKILL');
  await until(() => !pids.some(isRunning));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it was quicker
  }
}

/** One that nobody has buried yet is as dead. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes that `pid` started, and those that they did, as Linux tells. */
export function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const children = parents.filter(({ parent }) => parent === pid).map((child) => child.pid);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOf(pid: string): number | null {
  try {
    const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return Number(parent);
  } catch {
    return null;
  }
}

/** Waits, half a minute at most, until `happened`. */
export async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 25) {
    if (await happened()) return;
    await sleep(25);
  }
  throw new Error('It did not happen within half a minute.');
}
