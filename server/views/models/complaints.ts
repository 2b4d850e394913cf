import type { AnsweringLevel, AnswerOutcome } from '../../domain/complaint/event.ts';
import type { AttachmentLimits, Form } from './common.ts';

/** What a step of the path says: words of `complaints.path`, with a day of the provider's zone. */
export interface PathLine {
  key: string;
  /** `YYYY-MM-DD`; null where the words tell of none. */
  day: string | null;
}

/**
 * Where a step is: `running` and `late` are the provider's or the mediator's turn, `open` is the
 * customer's to take, `missed` was left without an answer and the complaint went on.
 */
export type PathStepState = 'done' | 'running' | 'late' | 'missed' | 'open' | 'later' | 'closed';

export interface PathStep {
  name: 'received' | 'level_1' | 'level_2' | 'mediator' | 'court';
  state: PathStepState;
  /** Who answers there. */
  who: string | null;
  lines: PathLine[];
}

/** `complaints/_path`: a complaint's path as it explains itself, in words for every reader. */
export interface ComplaintPathView {
  steps: PathStep[];
}

/** What comes next on a complaint: words of `complaints.next.<key>`, its `title` and its `text`. */
export interface ComplaintNext {
  key: string;
  /** Whose turn it is. */
  turn: 'provider' | 'customer' | 'ended';
  /** `YYYY-MM-DD`; null where the words tell of none. */
  day: string | null;
  /** Who answers, or could; null where the words name nobody. */
  who: string | null;
}

/** `complaints/_panel`: a complaint as its customer follows it, and what it may do. */
export interface ComplaintPanel {
  number: string;
  path: ComplaintPathView;
  /** What is asked for. */
  wanted: string;
  tickets: { number: string; subject: string }[];
  /** `id` where it can still be read on the portal. */
  invoices: { id: string | null; number: string }[];
  /** The answer that the customer may say what it thinks of; null where there is none. */
  answered: { level: AnsweringLevel; said: boolean | null; messageId: string } | null;
  /** Null where level 2 isn't open. */
  escalation: EscalationView | null;
  /** For a consumer only (P4). */
  mediator: MediatorView | null;
  /** The court that the contract names, for a professional only (11.1). */
  court: string | null;
  /** Whether who can be asked outside stands before what the complaint is about: once it is open. */
  recourseFirst: boolean;
}

/** Taking a complaint to level 2, and when the answer is then due. */
export interface EscalationView {
  who: string;
  /** `YYYY-MM-DD`, where it is asked today. */
  answerBy: string;
  /** Whether level 1 let its last day pass. */
  unanswered: boolean;
}

export interface MediatorView {
  name: string;
  postalAddress: string;
  website: string;
  formUrl: string;
  /** The last day to ask, `YYYY-MM-DD`; null while nothing was written (L612-2). */
  until: string | null;
  /** Whether it may be asked: words of `complaints.mediator.gate`. */
  gate: PathLine & { open: boolean };
  /** Where the customer may say that it asked; null where it may not. */
  referral: Form<'on'> | null;
  /** The mediator's proposal waits for the customer's word. */
  proposal: boolean;
}

export interface ComplaintFormPage {
  form: Form<'subject' | 'body' | 'wanted' | 'other' | 'invoices' | 'attachments'>;
  tickets: { number: string; subject: string; chosen: boolean }[];
  invoices: { id: string; number: string; issuedOn: string; chosen: boolean }[];
  limits: AttachmentLimits;
  /** What follows where it is sent now. Days are `YYYY-MM-DD` in the provider's zone. */
  follows: {
    receivedOn: string;
    lastDay: string;
    nextOn: string;
    first: string;
    second: string;
    /** For a consumer. */
    mediator: string | null;
    /** For a professional. */
    court: string | null;
  };
}

/** Asking for level 2, on the portal and behind the link of a mail. */
export interface EscalationPage {
  number: string;
  /** Where the form goes, with the link's signature where it was opened by it. */
  action: string;
  /** Whether the reader is signed in: what only its own page shows, and its files. */
  own: boolean;
  first: string;
  second: string;
  state: 'open' | 'taken' | 'closed' | 'later';
  /** How level 1 ended. */
  ended: { outcome: AnswerOutcome | null; day: string };
  /** When the answer of level 2 is due: where it is asked today, or since it was. */
  answerBy: string;
  /** When level 2 was asked. */
  askedOn: string | null;
  /** From when on it is open at the latest. */
  from: string | null;
  /** For a professional. */
  court: string | null;
  form: Form<'body' | 'attachments'>;
  limits: AttachmentLimits;
}
