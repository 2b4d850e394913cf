import { parentPort, workerData } from 'node:worker_threads';
import { type KeptMessage, type ReadingRules, readMessage } from '../intake/read-message.ts';
import { withOwnBytes } from './own-bytes.ts';

/** What the thread says: that it can begin, what it read, or what our own code failed with. */
export type Said =
  | { kind: 'ready' }
  | { kind: 'read'; message: Awaited<ReturnType<typeof readMessage>> }
  | { kind: 'failed'; error: { name: string; message: string; stack: string } };

const rules: ReadingRules = workerData;

/** The thread itself: one message at a time, until it is ended from outside. */
parentPort?.on('message', async (kept: KeptMessage) => {
  try {
    const { message, bytes } = withOwnBytes(await readMessage(kept, rules));
    say({ kind: 'read', message }, bytes);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { name, message, stack = '' } = error;
    say({ kind: 'failed', error: { name, message, stack } });
  }
});
say({ kind: 'ready' });

function say(said: Said, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(said, transferred);
}
