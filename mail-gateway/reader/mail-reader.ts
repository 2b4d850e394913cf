import type { KeptMessage, ReadingRules, ReadMessage } from '../intake/read-message.ts';
import { NoReadingThread, type ReadingBudget, ReadingThread, TOO_SLOW } from './reading-thread.ts';

/** Reads raw messages, each within a hard budget. */
export type MailReader = {
  /**
   * @throws NoReadingThread where none could be had: the message is not at fault
   */
  read(kept: KeptMessage): Promise<ReadMessage>;
  close(): Promise<void>;
};

/** One that is stuck holds no other; more would only take the database's share of the machine. */
const THREADS = 2;

/** Five seconds: real messages take milliseconds. Memory: some six times the size allowed. */
export function usualBudget(sizeLimit: number): ReadingBudget {
  return { milliseconds: 5_000, megabytes: 192 + 6 * Math.ceil(sizeLimit / 1024 / 1024) };
}

/** Threads are started when there is something to read, and the second one only when it is needed. */
export function createMailReader(
  rules: ReadingRules,
  budget: ReadingBudget = usualBudget(rules.sizeLimit),
): MailReader {
  const threads: ReadingThread[] = [];
  const waiting: (() => void)[] = [];
  let closed = false;

  /** A free thread, a new one while there may be, or none for now. */
  function freeThread(): ReadingThread | undefined {
    for (const [index, { ended }] of [...threads.entries()].reverse()) {
      if (ended) threads.splice(index, 1);
    }
    const free = threads.find(({ busy }) => !busy);
    if (free || threads.length >= THREADS) return free;
    const thread = new ReadingThread(rules, budget);
    threads.push(thread);
    return thread;
  }

  /** Found and taken in one go: between the two, another would take it as well. */
  async function readInTurn(kept: KeptMessage): Promise<ReadMessage> {
    for (;;) {
      if (closed) throw new NoReadingThread('the reader is closed');
      const thread = freeThread();
      if (thread) return thread.read(kept);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function readOnce(kept: KeptMessage): Promise<ReadMessage> {
    return readInTurn(kept).finally(() => waiting.shift()?.());
  }

  return {
    async read(kept) {
      const read = await readOnce(kept);
      // a machine that has no time for anybody is not the fault of the message: once more tells
      return !read.ok && read.reason === TOO_SLOW ? readOnce(kept) : read;
    },
    async close() {
      closed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
