/** Everything that is done later, with what each job is told. Data names rows: jobs re-read them. */
export type Jobs = {
  /** One attempt at sending one mail. */
  'transmit-outbound-email': { outboundEmailId: number };
  /** Finds the mails that are due, and that a lost job left. */
  'sweep-outbound-emails': Record<string, never>;
  /** Finds received mail that nothing was decided about. */
  'sweep-inbound-emails': Record<string, never>;
  /** Says what is due on tickets: escalation, missed commitments, silence. */
  'sweep-deadlines': Record<string, never>;
  /** Derives clocks anew that a window touches, and tells whom it concerns. */
  'sweep-suspensions': Record<string, never>;
  /** Tells agents that their timer has run for long. */
  'sweep-timers': Record<string, never>;
  /** Forgets one-time links whose time is over. */
  'sweep-expired': Record<string, never>;
};

export type JobName = keyof Jobs;

/**
 * Few queues, for each costs connections: one for what speaks to other machines and may be slow, one
 * for the sweeps, which never wait behind it.
 */
export const QUEUES = {
  mail: ['transmit-outbound-email'],
  sweeps: [
    'sweep-outbound-emails',
    'sweep-inbound-emails',
    'sweep-deadlines',
    'sweep-suspensions',
    'sweep-timers',
    'sweep-expired',
  ],
} as const satisfies Record<string, readonly JobName[]>;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

export function queueOf(name: JobName): QueueName {
  return (QUEUES.mail as readonly JobName[]).includes(name) ? 'mail' : 'sweeps';
}
