import type { PortalClocks } from './clocks.ts';
import type {
  AttachmentLimits,
  Channel,
  Choice,
  Form,
  Pager,
  Regime,
  TicketKind,
  TicketStatus,
} from './common.ts';
import type { ComplaintNext, ComplaintPanel } from './complaints.ts';
import type { OwnRequest } from './contract-requests.ts';
import type { DisputesPanel } from './disputes.ts';
import type { EventType } from './events.ts';
import type { OpeningView } from './layout.ts';
import type { WindowNotices } from './suspensions.ts';
import type { ShownTariffView, ToldTariffView } from './tariffs.ts';
import type { Entry } from './tickets.ts';
import type { VaultPanel } from './vault.ts';
import type { OutcomeView } from './verdicts.ts';

/** `portal/_ticket_row`: one of the customer's tickets, root `portal_ticket_<id>`. */
export interface PortalTicketRow {
  id: string;
  number: string;
  subject: string;
  kind: TicketKind;
  status: TicketStatus;
  /** The last public thing that happened. */
  last: { type: PublicEventType; at: Date };
  /** Where its kind is not handled now: when it is again. */
  resumesAt: Date | null;
  /** Of a complaint on its path. */
  complaint: ComplaintNext | null;
  customerZone: string | null;
}

/** The events a customer is told about; a note's existence is not one of them. */
export type PublicEventType = Exclude<
  EventType,
  | 'note_added'
  | 'commitment_breached'
  | 'escalation_announced'
  | 'credit_proposed'
  | 'credit_decided'
  | 'claim_recorded'
  | 'complaint_reminded'
  | 'complaint_answer_voided'
  | 'complaint_path_decided'
  | 'refund_computed'
  | 'contract_request_reminded'
  | 'complaint_cause_set'
  | 'customer_quality_changed'
  | 'timer_started'
  | 'time_recorded'
  | 'step_recorded'
  | 'charge_drafted'
  | 'charge_reversed'
  | 'charge_approved'
  | 'charge_exported'
  | 'conduct_flagged'
  | 'note_redacted'
  | 'mail_delivered'
  | 'mail_delivery_failed'
  | 'mail_resent'
  | 'contact_corrected'
  | 'mail_bounced'
  | 'acknowledgement_withheld'
  | 'mail_held'
  | 'address_cleared'
  | 'other'
>;

export interface PortalHomePage {
  firstName: string;
  /** Whether each kind is handled now (I1). */
  working: Record<Regime, OpeningView>;
  customerZone: string | null;
  rows: PortalTicketRow[];
  more: boolean;
  /** New incidents and questions are turned away; null where they are not. */
  block: { reason: string; blockedAt: Date } | null;
  /** False for a professional where the provider offers its path to consumers only (P4). */
  mayComplain: boolean;
  /** Interruptions of the customer's services. */
  notices: WindowNotices;
  streams: string[];
}

export interface PortalTicketsPage {
  rows: PortalTicketRow[];
  pager: Pager;
  streams: string[];
}

/** The recommended tests of one service, or those for all (I4). */
export interface TestGroup {
  /** Null where they are for all. */
  service: string | null;
  name: string | null;
  tests: { field: string; wording: string }[];
}

export interface IncidentPage {
  form: Form<
    | 'service'
    | 'subject'
    | 'since'
    | 'body'
    | 'attachments'
    | 'tariff'
    | 'tariff_accepted'
    | `test_${number}`
  >;
  /** What to try first; scripts hide those of other services than the one that is chosen. */
  tests: TestGroup[];
  results: Choice[];
  /** The customer's services, to say which one it is about. */
  services: Choice[];
  limits: AttachmentLimits;
  opening: OpeningView;
  customerZone: string | null;
  /** Null until one is settled: nothing is then told, nor accepted. */
  tariff: ShownTariffView | null;
}

export interface InformationRequestPage {
  form: Form<'service' | 'subject' | 'body' | 'attachments'>;
  services: Choice[];
  limits: AttachmentLimits;
  opening: OpeningView;
  customerZone: string | null;
}

/** `portal/_ticket_status`: the head of a ticket for its customer, root `portal_ticket_<id>_status`. */
export interface PortalTicketSummary {
  id: string;
  number: string;
  subject: string;
  kind: TicketKind;
  status: TicketStatus;
  openedAt: Date;
  channel: Channel;
  resumesAt: Date | null;
  complaint: ComplaintNext | null;
  customerZone: string | null;
}

export interface PortalTicketPage {
  ticket: PortalTicketSummary;
  /** Null where nothing is owed any more. */
  clocks: PortalClocks | null;
  /** What a diagnosis may cost, as it was told; null where it was not. */
  tariff: ToldTariffView | null;
  /** The path of a complaint, and what its customer may do; null for other kinds. */
  complaint: ComplaintPanel | null;
  /** The contract request that it is; null for any other ticket. */
  request: OwnRequest | null;
  /** What it has to do with disputes; null for nothing. */
  disputes: DisputesPanel | null;
  /** Interruptions of the ticket's service. */
  notices: WindowNotices;
  /** What its diagnosis ended with; null where it has not. */
  report: { number: string; outcome: OutcomeView } | null;
  /** Public messages and public events only. */
  entries: Entry[];
  form: Form<'body' | 'attachments'>;
  vault: VaultPanel;
  /** False once closed or refused: a new ticket is offered instead. */
  canReply: boolean;
  /** A long conversation is shown by its end first. */
  pager: Pager;
  limits: AttachmentLimits;
  streams: string[];
}
