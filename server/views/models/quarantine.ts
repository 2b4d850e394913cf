import type { SenderDoubt } from '../../domain/mail/sender-doubts.ts';
import type { QuarantineReason } from '../../presenters/quarantine-reason.ts';
import type { Pager } from './common.ts';

/** A mail that was set aside: kept whole, shown to staff, never in the way of the next. */
export interface QuarantineRow {
  id: string;
  receivedAt: Date;
  /** Where it came in: an account's address, a mailbox's name; null where it was handed to us. */
  mailbox: string | null;
  /** What could still be made out, null otherwise. */
  from: string | null;
  subject: string | null;
  size: number;
  /** Why it waits, and what to do: `quarantine.reasons` and `quarantine.advice`. */
  reason: QuarantineReason;
  /** What else to beware of in its sender. */
  doubts: readonly SenderDoubt[];
  detail: string | null;
  url: string;
  rawUrl: string;
}

export interface QuarantinePage {
  rows: QuarantineRow[];
  pager: Pager;
  /** Whether the reader may have a mail read again. */
  canRetry: boolean;
  /** What set several aside, and can let them all go again. */
  codes: { code: string; reason: QuarantineReason }[];
}

/** One of them, as it came. */
export interface QuarantinedMailPage {
  row: QuarantineRow;
  /** Its beginning: nothing in it is hidden, and none of it is markup. */
  text: string;
  /** There is more of it than is shown. */
  cut: boolean;
  canRetry: boolean;
}
