import type { Cause } from '../../domain/complaint/cause.ts';
import type { AnswerOutcome, PathQuality, RedressKind } from '../../domain/complaint/event.ts';
import type { MediationMove } from '../../domain/complaint/mediation.ts';
import type { AttachmentLimits, Form, Phrase } from './common.ts';
import type { ComplaintPathView } from './complaints.ts';

/** A legal limit as staff read it: days of the calendar, to the end of the last (T1). */
export interface LimitView {
  name: 'complaint_level_1' | 'complaint_level_2' | 'mediation' | 'refund' | 'termination';
  state: 'running' | 'near' | 'breached' | 'met';
  /** `YYYY-MM-DD` in the provider's zone. */
  lastDay: string;
  /** Until the last day, or past it; 0 on that day. */
  days: number;
}

/** What a row of the queue says of a contract request. */
export interface RequestRow {
  limit: LimitView;
  /** Null once it is done. */
  dueAt: Date | null;
}

/** What a row of the queue says of a complaint. */
export interface ComplaintRow {
  level: 1 | 2 | 3;
  /** Null where nothing is owed: it waits for its customer, or for a mediator without a limit. */
  limit: LimitView | null;
  /** When the provider's own limit ends; null for the mediator's. */
  owedAt: Date | null;
  ended: boolean;
  /** What became of the level's last answer; null while there is none. */
  answer: 'pending' | 'given' | 'voided' | null;
}

/** `complaint_desk/_limits`: each limit with what made it. */
export interface ExplainedLimit extends LimitView {
  /** `YYYY-MM-DD`: received, or notified. */
  from: string;
  /** The day that counts as the first. */
  firstDay: string;
  /** How many days the law or the contract gives; null where the mediator moved its own. */
  period: number | null;
  metAt: Date | null;
}

export interface AnswerView {
  level: 1 | 2;
  outcome: AnswerOutcome;
  redress: { kind: RedressKind; cents: number | null };
  author: string;
  answeredAt: Date;
  state: 'pending' | 'given' | 'voided';
  /** When it began to count, or ceased to. */
  settledAt: Date | null;
  documentUrl: string;
  messageId: string;
}

export type MediationField = 'day' | 'admissible' | 'by' | 'accepted' | 'ending';

/** What may come next of a mediation, each with its own form. */
export interface MediationMoveView {
  move: MediationMove;
  form: Form<MediationField>;
  refused: boolean;
}

/** `complaint_desk/_panel`: a complaint beside its ticket. */
export interface ComplaintPanel {
  number: string;
  path: ComplaintPathView;
  quality: PathQuality;
  level: 1 | 2 | 3;
  wanted: string;
  /** The provider's zone, whose days these are. */
  zone: string;
  /** A limit passed without an answer, or the last answer came back. */
  alerts: ('late' | 'voided')[];
  concerned: { tickets: { number: string; subject: string }[]; invoices: ConcernedInvoice[] };
  handlers: { level: 1 | 2; names: string[] }[];
  answers: AnswerView[];
  /** The level that was asked last waits for its answer. */
  owed: boolean;
  /** Whether the reader may answer it formally now, and why not. */
  mayAnswer: boolean;
  whyNot: Phrase | null;
  cause: Cause | null;
  /** Empty where the reader says nothing of it. */
  causes: Cause[];
  mediation: { moves: MediationMoveView[]; whyNot: Phrase | null } | null;
  /** The other path, where the reader may decide about it. */
  decision: { to: PathQuality; form: Form<'reason'> } | null;
}

export interface ConcernedInvoice {
  number: string;
  /** Null where the reader has no access to invoices. */
  url: string | null;
}

export type AnswerField = 'outcome' | 'reasons' | 'redress' | 'amount';

/** The formal answer of a level. */
export interface ComplaintAnswerPage {
  number: string;
  subject: string;
  level: 1 | 2;
  /** `YYYY-MM-DD` in the provider's zone. */
  lastDay: string;
  late: boolean;
  zone: string;
  wanted: string;
  customer: { name: string; quality: PathQuality };
  recipient: { name: string; email: string };
  form: Form<AnswerField>;
}

export type RecordField =
  | 'email'
  | 'name'
  | 'means'
  | 'received_on'
  | 'subject'
  | 'body'
  | 'wanted'
  | 'tickets'
  | 'origin'
  | 'attachments';

/** Staff write down a complaint that came by letter, call or mail (P1). */
export interface ComplaintRecordPage {
  form: Form<RecordField>;
  /** The ticket that it is made of. */
  origin: { number: string; subject: string } | null;
  zone: string;
  today: string;
  limits: AttachmentLimits;
}

export type BodiesField =
  | 'customer_service_name'
  | 'customer_service_address'
  | 'consumer_service_name'
  | 'consumer_service_address'
  | 'mediator_name'
  | 'mediator_address'
  | 'mediator_website'
  | 'mediator_form'
  | 'court'
  | 'professionals';

/** Who answers complaints, as the provider settles it (12.1.4). */
export interface ComplaintBodiesPage {
  form: Form<BodiesField>;
}
