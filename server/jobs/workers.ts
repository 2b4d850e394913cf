import type { Log } from '../log.ts';
import { type BackendSettings, once, openBackend } from './backend.ts';
import { type JobName, type Jobs, QUEUE_NAMES, type QueueName, queueOf } from './jobs.ts';
import { SCHEDULE, type ScheduledJob } from './schedule.ts';

/**
 * What does each job. Short, and idempotent: a job may run twice, when a worker died before it said
 * that it was done.
 */
export type Handlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> };

export type JobWorkers = { close(): Promise<void> };

/** How many jobs of a queue one process runs at a time. */
const CONCURRENCY: Record<QueueName, number> = { mail: 8, files: 1, sweeps: 2 };

/** Starts doing the jobs, and sees to it that the scheduled ones come, once for all processes. */
export async function openWorkers({
  handlers,
  schedule = SCHEDULE,
  log,
  ...settings
}: BackendSettings & {
  handlers: Handlers;
  schedule?: readonly ScheduledJob[];
  log: Log;
}): Promise<JobWorkers> {
  const backend = openBackend(settings, log, { withWorkers: true });
  const workers = QUEUE_NAMES.map((name) => {
    const run = async (job: { name: string; data: unknown }) => {
      const handler = handlers[job.name as JobName] as
        | ((data: unknown) => Promise<void>)
        | undefined;
      // Left by another version of the program: the sweeps find what it was about.
      if (!handler) return log.warn({ job: job.name }, 'job that nobody knows');
      await handler(job.data);
    };
    const worker = backend.worker(name, run, CONCURRENCY[name]);
    worker.on('error', (error) => log.warn({ err: error, queue: name }, 'job worker'));
    worker.on('failed', (job, error) => log.error({ err: error, job: job?.name }, 'job failed'));
    return worker;
  });
  const close = once(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await backend.close();
  });
  try {
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  } catch (error) {
    await close();
    throw error;
  }
  for (const name of QUEUE_NAMES) {
    const queue = backend.queue(name);
    // It goes on hearing of the connections that it shared; the workers are the ones to say it.
    queue.on('error', () => {});
    const wanted = schedule.filter(({ job }) => queueOf(job) === name);
    for (const { job, every } of wanted) {
      await queue.upsertJobScheduler(job, { every }, { name: job, data: {} });
    }
    for (const { key } of await queue.getJobSchedulers()) {
      if (!wanted.some(({ job }) => job === key)) await queue.removeJobScheduler(key);
    }
    await queue.close();
  }
  return { close };
}
