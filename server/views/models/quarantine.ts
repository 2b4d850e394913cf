import type { Pager } from './common.ts';

/** A mail that could not be read: kept whole, shown to staff, never in the way of the next. */
export interface QuarantineRow {
  id: string;
  receivedAt: Date;
  mailbox: string;
  /** What could still be made out, null otherwise. */
  from: string | null;
  subject: string | null;
  size: number;
  /** Why reading it failed, in the reader's words. */
  reason: 'unreadable' | 'too_large' | 'too_many_parts' | 'other';
  detail: string | null;
  rawUrl: string;
}

export interface QuarantinePage {
  rows: QuarantineRow[];
  pager: Pager;
  /** Whether the reader may have a mail read again. */
  canRetry: boolean;
}
