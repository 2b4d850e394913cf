import type { Priority } from '../../domain/plan/priority.ts';
import type { ClocksPanel, JudgingPanel } from './clocks.ts';
import type {
  AttachmentLimits,
  Choice,
  ClockView,
  Form,
  Pager,
  Person,
  Phrase,
  TicketKind,
  TicketStatus,
} from './common.ts';
import type { ComplaintPanel, ComplaintRow, ExplainedLimit, RequestRow } from './complaint-desk.ts';
import type { ConductPanel, ContentNoticeView } from './conduct.ts';
import type { RequestPanel } from './contract-requests.ts';
import type { CreditsPanel } from './credits.ts';
import type { DisputesPanel } from './disputes.ts';
import type { EventView } from './events.ts';
import type { QueueViewName } from './layout.ts';
import type { MessageView } from './messages.ts';
import type { JoinOfferView, ParticipantsPanel } from './participants.ts';
import type { ToldTariffView } from './tariffs.ts';
import type { TimerPanel } from './time.ts';
import type { VaultPanel } from './vault.ts';
import type { OutcomeView } from './verdicts.ts';

/** `tickets/_row`: one ticket of the desk's queue, root `ticket_<id>`. */
export interface TicketRow {
  id: string;
  number: string;
  subject: string;
  kind: TicketKind;
  status: TicketStatus;
  priority: Priority;
  customer: { name: string; zone: string | null };
  assignee: Person | null;
  last: { at: Date; by: 'customer' | 'staff' };
  /** Its mail does not arrive; null where it does. */
  mailTrouble: 'unreachable' | 'failed' | null;
  /** Null: no commitment covers this ticket (H3). */
  clock: ClockView | null;
  /** Null for what is no complaint. */
  complaint: ComplaintRow | null;
  /** Null for what is no contract request, or owes nothing. */
  request: RequestRow | null;
}

/** What a conversation is made of, oldest first. */
export type Entry = { message: MessageView; event?: never } | { event: EventView; message?: never };

/** `tickets/_status`: the head of a ticket for staff, root `ticket_<id>_status`. */
export interface TicketSummary {
  id: string;
  number: string;
  subject: string;
  kind: TicketKind;
  status: TicketStatus;
  priority: Priority;
  customer: { id: string; name: string };
  /** Whether the reader may open the customer's page. */
  linksCustomer: boolean;
  /** Its mail does not arrive: the panel beside says whose, and why. */
  mailTrouble: TicketRow['mailTrouble'];
  assignee: Person | null;
  openedAt: Date;
}

export interface QueuePage {
  view: QueueViewName;
  query: string;
  rows: TicketRow[];
  pager: Pager;
  /** The reader, so that the browser knows which live rows are "mine". */
  me: string;
  /** Realtime streams this page listens to, each with the page's mark: `desk:queue#2026-…`. */
  streams: string[];
}

export interface Draft {
  body: string;
  savedAt: Date;
}

export interface Composer {
  form: Form<'body' | 'attachments'>;
  draft: Draft | null;
}

export interface CustomerPanel {
  id: string;
  name: string;
  quality: 'consumer' | 'professional' | 'unknown';
  zone: string | null;
  contact: { name: string; email: string; phone: string | null; confirmed: boolean } | null;
  otherTickets: { number: string; subject: string; status: TicketStatus }[];
}

/** What verifying the ticket's chain of events said (V1). */
export interface ChainView {
  state: 'intact' | 'broken';
  events: number;
  /** The first event that does not fit, when broken. */
  brokenAt: number | null;
}

/** `tickets/_mail_troubles`: somebody whom a ticket's mail does not reach. */
export interface MailTroubleView {
  name: string;
  address: string;
  unreachableSince: Date | null;
  failedAt: Date | null;
  said: string | null;
  /** Where its address is corrected, for whoever may. */
  correctUrl: string | null;
  /** Its address was corrected, and it misses what went to the former. */
  moved: boolean;
  /** What did not arrive; `resend` is null of an answer that is to be given anew. */
  mails: { resend: string | null; subject: string; at: Date }[];
}

/** `tickets/_held`: a reply of the reader's that has not left yet. */
export interface HeldReplyView {
  id: string;
  url: string;
  /** For how long it can be taken back. */
  milliseconds: number;
}

export interface TicketPage {
  ticket: TicketSummary;
  entries: Entry[];
  /** Older messages of a long conversation. */
  pager: Pager;
  customer: CustomerPanel;
  participants: ParticipantsPanel;
  /** Answers from outside that staff have yet to decide about. */
  joinOffers: JoinOfferView[];
  /** Tickets that one of the two was linked with. */
  linked: { number: string; subject: string }[];
  /** Who will read a reply: named on its button. */
  recipient: {
    name: string;
    email: string;
    /** The mail account that the reply leaves by; null for the environment's address. */
    from: string | null;
    copies: string[];
    unreachable: boolean;
  };
  /** Nobody would read a reply: who wrote left no address. */
  nobody: boolean;
  /** Whether the reader works on this ticket, and why not. */
  work: { may: boolean; why: Phrase | null; mayAssign: boolean };
  /** What else of the ticket the reader's roles open. */
  sees: { customer: boolean; requests: boolean };
  /** Null for what is no complaint. */
  complaint: ComplaintPanel | null;
  /** Its legal limits; empty for what is no complaint. */
  legalLimits: readonly ExplainedLimit[];
  reply: Composer;
  note: Composer;
  /** What the composer shows first. */
  composing: 'reply' | 'note';
  agents: Choice[];
  /** The statuses the domain would accept now, the present one left out. */
  nextStatuses: TicketStatus[];
  /** What a reply may make of the ticket. */
  statusesAfterReply: TicketStatus[];
  /** Whether a reply was just taken back, and what it asked of the ticket. */
  takenBack: boolean;
  statusAsked: TicketStatus | null;
  /** The reader's own replies that can be taken back. */
  held: HeldReplyView[];
  kinds: TicketKind[];
  /** Null for a ticket that was opened before there was any plan. */
  clocks: ClocksPanel | null;
  /** What its customer was told a diagnosis may cost; null where it was not. */
  tariff: ToldTariffView | null;
  judging: JudgingPanel;
  /** Null where no credit was proposed, and the reader decides about none. */
  diagnosis: TimerPanel;
  /** What the diagnosis ended with; null where it has not. */
  verdict: OutcomeView | null;
  credits: CreditsPanel | null;
  /** The contract request that it is; null for any other ticket. */
  request: RequestPanel | null;
  /** What it has to do with disputes; null for nothing. */
  disputes: DisputesPanel | null;
  /** Whom its mail does not reach; empty where it reaches everybody. */
  mailTroubles: MailTroubleView[];
  /** Mails that wait in quarantine, too many in an hour; where the reader may look at them. */
  heldMails: { count: number; url: string | null };
  vault: VaultPanel;
  conduct: ConductPanel;
  /** Null where the ticket is no notice of illegal content, or came otherwise than by its form. */
  notice: ContentNoticeView | null;
  history: EventView[];
  chain: ChainView;
  /** Where its case files are prepared; null for those who may not. */
  caseFiles: string | null;
  limits: AttachmentLimits;
  me: string;
  streams: string[];
}

/** A telephone call written down by an agent (I1). */
export interface CallPage {
  form: Form<
    | 'email'
    | 'name'
    | 'phone'
    | 'kind'
    | 'service'
    | 'subject'
    | 'body'
    | 'tariff'
    | 'tariff_accepted'
  >;
  /** The caller's services, once its address told whose they are; empty where there are none. */
  services: Choice[];
  /** What to tell the caller, in both prices; null until a tariff is settled. */
  tariff: {
    id: number;
    netUnitCents: number;
    grossUnitCents: number;
    unitMinutes: number;
  } | null;
}
