import type { MailboxState } from '../../domain/mail/mailbox-health.ts';
import type { MailboxProblem } from '../../domain/mail/mailbox-problem.ts';

export interface MailboxRow {
  name: string;
  state: MailboxState;
  lastContactAt: Date | null;
  /** Since when it is so, where something is wrong. */
  since: Date | null;
  waiting: number;
  /** Of the most that waits anywhere, from 0 to 1. */
  share: number;
  oldestWaitingAt: Date | null;
  holder: string | null;
  /** Null where it is read. */
  problem: MailboxProblem | null;
  /** In the server's own words. */
  error: string | null;
}

/** How mail comes in and goes out, at this moment. */
export interface MailboxesPage {
  rows: MailboxRow[];
  /** Where other servers hand us mail, as `host:port`; null where they can't. */
  receiver: string | null;
  lines: {
    name: 'undecided' | 'queued';
    count: number;
    /** Counting stops there. */
    limit: number;
    retried: number;
    oldestAt: Date | null;
  }[];
  path: string;
}
