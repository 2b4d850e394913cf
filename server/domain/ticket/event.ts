import type { BillingEvent } from '../billing/event.ts';
import type { ComplaintEvent } from '../complaint/event.ts';
import type { ConductEvent } from '../conduct/event.ts';
import type { ContractRequestEvent } from '../contract-request/event.ts';
import type { DiagnosisEvent } from '../diagnosis/event.ts';
import type { Impact, Priority, Urgency } from '../plan/priority.ts';
import type { DeadlineName } from '../sla/deadline-name.ts';
import type { TargetName } from '../sla/target.ts';
import type { VaultEvent } from '../vault/event.ts';
import type { JudgedBy } from './judged-by.ts';
import type { TicketStatus } from './status.ts';
import type { Channel, TicketKind } from './ticket.ts';

/**
 * What can happen to a ticket. Events hold no free text, no name and no address: what was said is
 * represented by a salted digest, so that erasing it leaves the history verifiable (V4).
 */
export type TicketEventData =
  | {
      type: 'ticket_opened';
      data: {
        number: string;
        kind: TicketKind;
        channel: Channel;
        customer: number;
        requester: number;
        received_at: string;
        service?: number;
        judged?: JudgedBy;
      };
    }
  | { type: 'message_received'; data: MessageFacts & { channel: Channel; inbound_email?: number } }
  /** `copies`: the mails that carried it to who takes part beside the requester. */
  | { type: 'reply_sent'; data: MessageFacts & { outbound_email: number; copies?: number[] } }
  /** Written, and shown to nobody outside until then; `status` is what it asks for. */
  | {
      type: 'reply_held';
      data: MessageFacts & { until: string; status: 'waiting_customer' | 'resolved' | null };
    }
  | { type: 'reply_taken_back'; data: { message: number } }
  | { type: 'note_added'; data: MessageFacts }
  | { type: 'ticket_assigned'; data: { from: number | null; to: number | null } }
  | { type: 'status_changed'; data: { from: TicketStatus; to: TicketStatus } }
  | { type: 'ticket_requalified'; data: { from: TicketKind; to: TicketKind } }
  /** `message` is the note that holds the reason. */
  | {
      type: 'priority_changed';
      data: { impact: Impact; urgency: Urgency; from: Priority; to: Priority; message: number };
    }
  /** `conditions`: the service's particular conditions at the ticket's receipt. */
  | {
      type: 'service_named';
      data: { from: number | null; to: number | null; conditions: number | null };
    }
  /** The only way to change what a ticket is judged by; `message` is the note with the reason. */
  | { type: 'ticket_reassessed'; data: { judged: JudgedBy; message: number } }
  | { type: 'commitment_breached'; data: { target: TargetName; due_at: string } }
  | {
      type: 'escalation_announced';
      data: { deadline: DeadlineName; share: number; to: number[] };
    }
  | { type: 'customer_reminded'; data: { outbound_email: number } }
  | {
      type: 'credit_proposed';
      data: { credit: number; target: TargetName; due_at: string; amount_cents: number };
    }
  | { type: 'credit_decided'; data: { credit: number; approved: boolean } }
  | { type: 'claim_recorded'; data: { claim: number } }
  | { type: 'acknowledgement_sent'; data: { outbound_email: number } }
  /** A stranger had as many as it gets in an hour: the address may be somebody else's. */
  | { type: 'acknowledgement_withheld'; data: Record<string, never> }
  /** It waits in quarantine: too many joined the ticket in an hour. */
  | { type: 'mail_held'; data: { inbound_email: number } }
  /** An address of the ticket's that took no mail is written to as any other again. */
  | { type: 'address_cleared'; data: Record<string, never> }
  | { type: 'mail_delivered'; data: { outbound_email: number } }
  | { type: 'mail_delivery_failed'; data: { outbound_email: number; attempts: number } }
  /** One that had not arrived is on its way again, the same mail. */
  | { type: 'mail_resent'; data: { outbound_email: number } }
  /** Of its requester or a participant: what its mails are addressed to from now on. */
  | { type: 'contact_corrected'; data: { user: number; what: CorrectedPart } }
  /** `outbound_email`: which of ours came back, where it is known. */
  | {
      type: 'mail_bounced';
      data: { inbound_email: number; hard: boolean; outbound_email?: number };
    }
  | { type: 'automatic_mail_recorded'; data: { inbound_email: number; nature: string } }
  /** It ended in another, which goes on with the earlier of their receipts. */
  | { type: 'ticket_merged'; data: { into: string; into_id: number } }
  | { type: 'ticket_absorbed'; data: { ticket: string; received_at: string } }
  | { type: 'ticket_linked'; data: { ticket: string } }
  /** Somebody is written to beside the requester from now on, or no more. */
  | { type: 'participant_added'; data: { user: number } }
  | { type: 'participant_removed'; data: { user: number } }
  /** A message that had opened a ticket of its own stands here, whole, from now on. */
  | { type: 'message_moved_in'; data: MessageFacts & { ticket: string; inbound_email?: number } }
  /** And no more where it was: its digest is checked where it stands. */
  | { type: 'message_moved_out'; data: { message: number; ticket: string } }
  | DiagnosisEvent
  | BillingEvent
  | VaultEvent
  | ConductEvent
  | ComplaintEvent
  | ContractRequestEvent
  /** Of its customer, while a complaint is open; `note` holds the evidence. Its path stays (P4). */
  | {
      type: 'customer_quality_changed';
      data: { from: CustomerQuality; to: CustomerQuality; note: number };
    };

/** What of a contact was corrected. */
export type CorrectedPart = 'name' | 'address' | 'both';

type CustomerQuality = 'consumer' | 'professional' | 'unknown';

type MessageFacts = { message: number; digest: string };

export type TicketEventType = TicketEventData['type'];
export type DataOf<T extends TicketEventType> = Extract<TicketEventData, { type: T }>['data'];

/** Who did it, as the history names it: an id, never a name. */
export type EventActor = { user: number } | { system: string };

/** An event as it stands in the history, `seq` counting from 1 on its ticket. */
export type TicketEvent = TicketEventData & {
  readonly ticketId: number;
  readonly seq: number;
  readonly at: Date;
  readonly actor: EventActor;
};

/** What staff see and the customer does not (V6). */
export const STAFF_ONLY_EVENTS: readonly TicketEventType[] = [
  'reply_held',
  'reply_taken_back',
  'note_added',
  'ticket_assigned',
  'automatic_mail_recorded',
  'acknowledgement_withheld',
  'mail_held',
  'address_cleared',
  'mail_bounced',
  'mail_delivered',
  'mail_delivery_failed',
  'mail_resent',
  'contact_corrected',
  'ticket_linked',
  'commitment_breached',
  'escalation_announced',
  'credit_proposed',
  'credit_decided',
  'claim_recorded',
  'timer_started',
  'time_recorded',
  'step_recorded',
  'charge_drafted',
  'charge_reversed',
  'charge_approved',
  'charge_exported',
  'conduct_flagged',
  'note_redacted',
  'complaint_reminded',
  'complaint_answer_voided',
  'complaint_path_decided',
  'refund_computed',
  'contract_request_reminded',
  'complaint_cause_set',
  'customer_quality_changed',
];

export function isPublicEvent(type: TicketEventType): boolean {
  return !STAFF_ONLY_EVENTS.includes(type);
}
