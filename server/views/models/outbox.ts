import type { Pager } from './common.ts';
import type { AttachmentView } from './messages.ts';

export interface OutboxRow {
  id: string;
  at: Date;
  to: string;
  subject: string;
  ticket: string | null;
}

export interface OutboxPage {
  rows: OutboxRow[];
  pager: Pager;
}

/** One captured mail, as it would have left. */
export interface OutboxMailPage {
  id: string;
  at: Date;
  from: string;
  to: string;
  subject: string;
  ticket: string | null;
  text: string;
  /** Its HTML part, shown in a sandboxed frame; null when it has none. */
  htmlUrl: string | null;
  headers: { name: string; value: string }[];
  attachments: AttachmentView[];
}
