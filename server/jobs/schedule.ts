import type { JobName } from './jobs.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export type ScheduledJob = {
  job: JobName;
  /** Milliseconds from one run to the next. */
  every: number;
};

/** All that happens by itself, and how often. */
export const SCHEDULE: readonly ScheduledJob[] = [
  { job: 'sweep-deadlines', every: 2 * SECOND },
  { job: 'sweep-outbound-emails', every: 5 * SECOND },
  { job: 'sweep-inbound-emails', every: 10 * SECOND },
  { job: 'sweep-suspensions', every: 10 * SECOND },
  { job: 'sweep-case-files', every: 10 * SECOND },
  { job: 'sweep-acknowledgements', every: MINUTE },
  { job: 'sweep-timers', every: MINUTE },
  { job: 'watch-mailboxes', every: MINUTE },
  { job: 'sweep-expired', every: 15 * MINUTE },
];
