import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { KeptMessage, ReadingRules, ReadMessage } from '../intake/read-message.ts';
import type { Said } from './thread.ts';

/** What one message may take: milliseconds of time, MB of memory besides its files. */
export type ReadingBudget = { readonly milliseconds: number; readonly megabytes: number };

/** The thread could not be had, which is no fault of the message: it may be tried later. */
export class NoReadingThread extends Error {
  override readonly name = 'NoReadingThread';
}

/** What a message is quarantined with that broke its budget of time. */
export const TOO_SLOW = 'unreadable:too_slow';
/** Only on machines that are on their knees; a start takes well under a second. */
const START_MS = 30_000;
/** Time is counted in beats of the process: one that was stopped, or a machine asleep, counts one. */
const BEATS = 20;

type Task = {
  readonly kept: KeptMessage;
  resolve(read: ReadMessage): void;
  reject(error: Error): void;
};

/**
 * A thread that reads one message at a time. What breaks its budget takes the thread with it, and
 * nothing else: no pattern, however slow, and no structure, however large, can hold the process.
 */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #budget: ReadingBudget;
  #task: Task | null = null;
  #ready = false;
  #watch: NodeJS.Timeout | undefined;
  /** Ended, by itself or by us: another one is to be had. */
  ended = false;

  constructor(rules: ReadingRules, budget: ReadingBudget) {
    this.#budget = budget;
    this.#worker = new Worker(...entry(rules, budget));
    this.#worker.unref();
    this.#worker.on('message', (said: Said) => this.#hear(said));
    this.#worker.on('error', (error) =>
      this.#end(this.#ready ? whyItEnded(error) : noThread(error)),
    );
    this.#worker.on('exit', (code) => this.#end(noThread(`it left with ${code}`)));
  }

  get busy(): boolean {
    return this.#task !== null;
  }

  /**
   * @returns what was read, or that the message broke the budget
   * @throws NoReadingThread, or what our own code failed with
   */
  read(kept: KeptMessage): Promise<ReadMessage> {
    return new Promise((resolve, reject) => {
      this.#task = { kept, resolve, reject };
      this.#worker.ref();
      if (this.#ready) this.#begin();
      else this.#after(START_MS, () => noThread(`it did not start in ${START_MS} ms`));
    });
  }

  async close(): Promise<void> {
    this.#end(noThread('it was closed'));
    await this.#worker.terminate();
  }

  #hear(said: Said): void {
    if (said.kind === 'ready') {
      this.#ready = true;
      if (this.#task) this.#begin();
    } else if (said.kind === 'read') this.#done((task) => task.resolve(said.message));
    else this.#done((task) => task.reject(Object.assign(new Error(), said.error)));
  }

  #begin(): void {
    if (!this.#task) return;
    const { raw, envelopeTo } = this.#task.kept;
    this.#after(this.#budget.milliseconds, () => ({ ok: false, reason: TOO_SLOW }));
    // a copy: a view would take along the whole buffer that it looks into
    this.#worker.postMessage({ raw: new Uint8Array(raw), envelopeTo });
  }

  #after(milliseconds: number, outcome: () => ReadMessage | Error): void {
    clearInterval(this.#watch);
    let beats = 0;
    this.#watch = setInterval(() => {
      beats += 1;
      if (beats >= BEATS) this.#end(outcome());
    }, milliseconds / BEATS);
  }

  #done(settle: (task: Task) => void): void {
    clearInterval(this.#watch);
    this.#worker.unref();
    const task = this.#task;
    this.#task = null;
    if (task) settle(task);
  }

  #end(outcome: ReadMessage | Error): void {
    if (this.ended) return;
    this.ended = true;
    void this.#worker.terminate();
    this.#done((task) => (outcome instanceof Error ? task.reject(outcome) : task.resolve(outcome)));
  }
}

function whyItEnded(error: unknown): ReadMessage | Error {
  if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { ok: false, reason: 'unreadable:too_much_memory' };
  }
  return error instanceof Error ? error : new Error(String(error));
}

function noThread(why: unknown): NoReadingThread {
  return new NoReadingThread(`no thread to read mail with: ${why}`);
}

/** As built, the thread is a file; from source, one that must first be taught TypeScript. */
function entry(
  rules: ReadingRules,
  { megabytes }: ReadingBudget,
): ConstructorParameters<typeof Worker> {
  const options = {
    workerData: rules,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  };
  if (import.meta.url.endsWith('.js')) return [new URL('thread.js', import.meta.url), options];
  // its CommonJS twin looks for a file that is not in the package
  const tsx = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const register = `import(${JSON.stringify(pathToFileURL(tsx).href)})`;
  const thread = `import(${JSON.stringify(new URL('thread.ts', import.meta.url).href)})`;
  return [`${register}.then((tsx) => (tsx.register(), ${thread}))`, { ...options, eval: true }];
}
