import { readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const PERIOD = 250;

/**
 * Resolves when this process was started by npm and npm, or the shell between them, is no more: it
 * was killed, or asked to stop and its shell did not pass it on. Nobody could stop us any longer.
 * Never resolves when there was no npm.
 */
export async function untilNpmIsGone(): Promise<void> {
  const shell = process.ppid;
  const npm = parentOf(shell);
  await new Promise<void>((resolve) => {
    if (process.env.npm_lifecycle_event === undefined || npm === undefined) return;
    const timer = setInterval(() => {
      if (process.ppid === shell && parentOf(shell) === npm) return;
      clearInterval(timer);
      resolve();
    }, PERIOD);
    timer.unref();
  });
}

/** The parent of a process, where the system tells (Linux). */
function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}
