import type { QuarantineReason } from '../../presenters/quarantine-reason.ts';
import type { Pager } from './common.ts';

/** A mail that was set aside: kept whole, shown to staff, never in the way of the next. */
export interface QuarantineRow {
  id: string;
  receivedAt: Date;
  mailbox: string;
  /** What could still be made out, null otherwise. */
  from: string | null;
  subject: string | null;
  size: number;
  /** Why it waits, and what to do: `quarantine.reasons` and `quarantine.advice`. */
  reason: QuarantineReason;
  detail: string | null;
  rawUrl: string;
}

export interface QuarantinePage {
  rows: QuarantineRow[];
  pager: Pager;
  /** Whether the reader may have a mail read again. */
  canRetry: boolean;
}
