import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { type BackendSettings, once, openBackend } from './backend.ts';
import { type JobName, type Jobs, QUEUE_NAMES, type QueueName, queueOf } from './jobs.ts';

export type AddOptions = {
  /** A job that waits under the same id is not added twice. No colon: Redis keys use it. */
  id?: string;
  /** Milliseconds before it may run. */
  delay?: number;
};

export type JobQueues = {
  add<Name extends JobName>(name: Name, data: Jobs[Name], options?: AddOptions): Promise<void>;
  close(): Promise<void>;
};

/** Opens the way in to the job queues, for the processes that ask for work to be done. */
export function openQueues({ log, ...settings }: BackendSettings & { log: Log }): JobQueues {
  const backend = openBackend(settings, log, { withWorkers: false });
  const queues = Object.fromEntries(
    QUEUE_NAMES.map((name) => {
      const queue = backend.queue(name);
      queue.on('error', (error) => log.warn({ err: error, queue: name }, 'job queue'));
      return [name, queue];
    }),
  ) as Record<QueueName, ReturnType<typeof backend.queue>>;
  return {
    async add(name, data, { id, delay } = {}) {
      await queues[queueOf(name)].add(name, data, {
        // Always named: BullMQ counts the others with a sequence that our role may not create.
        jobId: id ?? randomUUID(),
        ...(delay === undefined ? {} : { delay }),
      });
    },
    close: once(async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await backend.close();
    }),
  };
}
