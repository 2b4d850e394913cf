import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('./process.ts', import.meta.url));

/** A process of the product that is started again whenever it ends, as an operator's machine does. */
export type KeptProcess = {
  name: string;
  /** Ready, as far as is known. */
  isUp(): boolean;
  /** SIGKILL; it stays away until `revive`. */
  kill(): Promise<void>;
  /** Resolves once it is ready again. */
  revive(): Promise<void>;
  turnClock(ahead: number): void;
  stop(): Promise<void>;
  /** Times it ended though nobody killed it, with what it said; and starts that it gave up. */
  fallen: string[];
  givenUp(): number;
  /** What it logged as errors, and how often. */
  errors: ReadonlyMap<string, number>;
};

/** Milliseconds between an end and the next start. */
const PAUSE = 300;
/** Milliseconds in which it is ready, or has given up. */
const READY_WITHIN = 90_000;

export function keepProcess(
  name: string,
  roles: string,
  env: Record<string, string>,
  ahead: () => number,
): KeptProcess {
  const fallen: string[] = [];
  const errors = new Map<string, number>();
  let child: ChildProcess | null = null;
  let up = false;
  let wanted = false;
  let givenUp = 0;
  let said = '';

  function begin(): ChildProcess {
    const begun = fork(ENTRY, [`--roles=${roles}`, String(ahead())], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      execArgv: ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    said = '';
    begun.stderr?.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
    begun.stdout?.on('data', (text) => noteErrors(String(text), errors));
    // one that is killed while it is told the time
    begun.on('error', () => {});
    const patience = setTimeout(() => {
      fallen.push(`${name} neither became ready nor gave up`);
      begun.kill('SIGKILL');
    }, READY_WITHIN);
    begun.once('exit', () => clearTimeout(patience));
    begun.once('message', () => {
      clearTimeout(patience);
      up = child === begun;
      begun.send({ ahead: ahead() });
    });
    begun.once('close', (code, signal) => void ended(begun, signal ?? code));
    return begun;
  }

  async function ended(which: ChildProcess, how: string | number | null): Promise<void> {
    if (which !== child) return;
    const wasUp = up;
    child = null;
    up = false;
    if (!wanted) return;
    if (wasUp) fallen.push(`${name} ended with ${how}: ${said.trim()}`);
    else givenUp += 1;
    await sleep(PAUSE);
    if (wanted && child === null) child = begin();
  }

  const end = async () => {
    wanted = false;
    const dying = child;
    if (dying === null) return;
    const gone = once(dying, 'close');
    dying.kill('SIGKILL');
    await gone;
  };
  return {
    name,
    isUp: () => up,
    kill: end,
    async revive() {
      wanted = true;
      child ??= begin();
      while (wanted && !up) await sleep(20);
    },
    turnClock(to) {
      if (child?.connected) child.send({ ahead: to }, () => {});
    },
    stop: end,
    fallen,
    givenUp: () => givenUp,
    errors,
  };
}

/** Counts the lines of a log that tell of errors. Half a line counts for nothing. */
function noteErrors(text: string, errors: Map<string, number>): void {
  for (const line of text.split('\n')) {
    if (!line.startsWith('{"level":50') && !line.startsWith('{"level":60')) continue;
    try {
      const { msg, err } = JSON.parse(line) as { msg: string; err?: Thrown };
      const what = `${msg}: ${inShort(err?.message ?? '')}${placeOf(err)}`;
      errors.set(what, (errors.get(what) ?? 0) + 1);
    } catch {}
  }
}

/** Without the statement, which knex writes before it, nor the file or the row that it speaks of. */
function inShort(message: string): string {
  const [said = ''] = message.split(' - ').slice(-1);
  return said
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\/\S+/g, '…')
    .slice(0, 160);
}

type Thrown = { message: string; stack?: string };

/** Where in our own files it was thrown, as far as the stack goes there. */
function placeOf(error: Thrown | undefined): string {
  const [, file] = /\/((?:server|mail-gateway)\/[\w/.-]+:\d+)/.exec(error?.stack ?? '') ?? [];
  return file ? ` (${file})` : '';
}
