/** Everything that is done later, with what each job is told. Data names rows: jobs re-read them. */
export type Jobs = {
  /** One attempt at sending one mail. */
  'transmit-outbound-email': { outboundEmailId: number };
  /** Finds the mails that are due, and the held replies, that a lost job left. */
  'sweep-outbound-emails': Record<string, never>;
  /** Sends a reply whose author let it go. */
  'let-go-reply': { messageId: number };
  /** Finds received mail that nothing was decided about. */
  'sweep-inbound-emails': Record<string, never>;
  /** Says what is due on tickets: escalation, missed commitments, silence. */
  'sweep-deadlines': Record<string, never>;
  /** Derives clocks anew that a window touches, and tells whom it concerns. */
  'sweep-suspensions': Record<string, never>;
  /** Tells known customers, together, what they are still owed an acknowledgement of. */
  'sweep-acknowledgements': Record<string, never>;
  /** Tells agents that their timer has run for long. */
  'sweep-timers': Record<string, never>;
  /** Makes a case file, which takes as long as its attachments are large. */
  'make-case-file': { caseFileId: number };
  /** Finds the case files that wait to be made, and those that a lost job left. */
  'sweep-case-files': Record<string, never>;
  /** Tells of mailboxes that are out of contact or behind. */
  'watch-mailboxes': Record<string, never>;
  /** Forgets one-time links whose time is over. */
  'sweep-expired': Record<string, never>;
};

export type JobName = keyof Jobs;

/**
 * Few queues, for each costs connections: one for what speaks to other machines and may be slow, one
 * for what is large and is made one by one, one for the sweeps, which never wait behind them.
 */
export const QUEUES = {
  mail: ['transmit-outbound-email'],
  files: ['make-case-file'],
  sweeps: [
    // short, and awaited by whoever wrote it
    'let-go-reply',
    'sweep-outbound-emails',
    'sweep-inbound-emails',
    'sweep-deadlines',
    'sweep-suspensions',
    'sweep-acknowledgements',
    'sweep-timers',
    'sweep-case-files',
    'watch-mailboxes',
    'sweep-expired',
  ],
} as const satisfies Record<string, readonly JobName[]>;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

export function queueOf(name: JobName): QueueName {
  const found = QUEUE_NAMES.find((queue) => (QUEUES[queue] as readonly JobName[]).includes(name));
  return found ?? 'sweeps';
}
