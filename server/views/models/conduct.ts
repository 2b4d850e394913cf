import type { NoticeGround } from '../../domain/conduct/content-notice.ts';
import type { RefusalGround } from '../../domain/conduct/event.ts';
import type { Form, Pager } from './common.ts';

/** A ticket's panel: refusing it, putting its customer's conduct on record, and what stands (I5). */
export interface ConductPanel {
  number: string;
  customerId: string;
  /** Why the ticket may be refused; empty where it may not. */
  grounds: readonly RefusalGround[];
  refusalForm: Form<'ground' | 'reasons'>;
  /** What the customer said, as far as the page shows it: the evidence is chosen from it. */
  messages: { id: string; at: Date; author: string; beginning: string; chosen: boolean }[];
  flagForm: Form<'messages' | 'note'>;
  /** The customer's new requests are turned away. */
  blocked: boolean;
}

/** What the form of a notice of illegal content said, as staff see it beside the ticket. */
export interface ContentNoticeView {
  location: string;
  ground: NoticeGround;
  authorContacted: 'yes' | 'no' | 'impossible';
  receivedAt: Date;
}

export interface BlockView {
  /** What the customer was told. */
  reason: string;
  blockedAt: Date;
  blockedBy: string;
  liftedAt: Date | null;
  liftedBy: string | null;
}

export interface FlagView {
  id: string;
  ticket: { number: string; subject: string };
  messageIds: string[];
  note: string;
  flaggedAt: Date;
  flaggedBy: string;
}

/** What a customer's page says of its conduct; the flags null for who may not read tickets. */
export interface CustomerConduct {
  customerId: string;
  block: BlockView | null;
  flags: FlagView[] | null;
}

/** A customer's conduct: its block, those that ended, and what was put on record. */
export interface ConductPage {
  customer: { id: string; name: string };
  block: BlockView | null;
  endedBlocks: BlockView[];
  flags: FlagView[];
  pager: Pager;
  canBlock: boolean;
  form: Form<'reason'>;
}

export interface RefusedMailRow {
  id: string;
  subject: string | null;
  from: string;
  customer: { id: string; name: string };
  receivedAt: Date;
}

/** Mails of blocked senders: they opened nothing, and are kept. */
export interface RefusedMailsPage {
  rows: RefusedMailRow[];
  pager: Pager;
}

export interface RefusedMailPage extends RefusedMailRow {
  body: string;
  size: number;
  rawUrl: string;
  canRelease: boolean;
}

/** In place of a form that a blocked customer would fill in for nothing. */
export interface BlockedDoorPage {
  block: { reason: string; blockedAt: Date };
  /** False for a professional where the provider offers its path to consumers only (P4). */
  mayComplain: boolean;
  customerZone: string | null;
}

export type NoticeField =
  | 'ground'
  | 'name'
  | 'email'
  | 'location'
  | 'description'
  | 'law'
  | 'author_contacted'
  | 'good_faith';

/** The public form for notices of illegal content (LCEN art. 6). */
export interface NoticePage {
  form: Form<NoticeField>;
  grounds: readonly NoticeGround[];
}

export interface NoticeSentPage {
  number: string;
}
