import type { Cause } from '../../domain/complaint/cause.ts';
import type { AnsweringLevel, AnswerOutcome, PathQuality } from '../../domain/complaint/event.ts';
import type { RefusalGround } from '../../domain/conduct/event.ts';
import type { IdentityMeans, RequestGround } from '../../domain/contract-request/event.ts';
import type { TestResult } from '../../domain/diagnosis/event.ts';
import type { DiagnosisOutcome } from '../../domain/diagnosis/outcome.ts';
import type { Priority } from '../../domain/plan/priority.ts';
import type { DeadlineName } from '../../domain/sla/deadline-name.ts';
import type { TargetName } from '../../domain/sla/target.ts';
import type { CorrectedPart } from '../../domain/ticket/event.ts';
import type { Channel, TicketKind, TicketStatus } from './common.ts';

interface Said {
  id: string;
  at: Date;
  /** Who did it; null for the helpdesk itself. */
  actor: string | null;
}

/** One event of a ticket's history, its people already named. Its words are `events.<type>`. */
export type EventView = Said &
  (
    | { type: 'ticket_opened'; data: { kind: TicketKind; channel: Channel } }
    | { type: 'ticket_assigned'; data: { assignee: string | null } }
    | { type: 'status_changed'; data: { from: TicketStatus; to: TicketStatus } }
    | { type: 'ticket_requalified'; data: { from: TicketKind; to: TicketKind } }
    | { type: 'priority_changed'; data: { from: Priority; to: Priority } }
    | { type: 'commitment_breached'; data: { target: TargetName; dueAt: Date } }
    | {
        type: 'escalation_announced';
        data: { deadline: DeadlineName; share: number; told: string[] };
      }
    | { type: 'credit_proposed'; data: { cents: number } }
    | { type: 'credit_decided'; data: { approved: boolean } }
    | { type: 'ticket_merged' | 'ticket_absorbed'; data: { number: string } }
    | { type: 'ticket_linked'; data: { number: string } }
    | { type: 'message_moved_in' | 'message_moved_out'; data: { number: string } }
    | { type: 'participant_added' | 'participant_removed'; data: { name: string } }
    | { type: 'attachment_refused'; data: { name: string } }
    | { type: 'contact_corrected'; data: { name: string; what: CorrectedPart } }
    | { type: 'time_recorded'; data: { seconds: number; corrects: boolean; of: string | null } }
    | { type: 'step_recorded'; data: { result: TestResult | null } }
    | { type: 'diagnosis_concluded'; data: { outcome: DiagnosisOutcome; changed: boolean } }
    | { type: 'charge_drafted' | 'charge_reversed'; data: { cents: number } }
    | { type: 'dispute_decided'; data: { upheld: boolean } }
    | { type: 'dispute_opened'; data: { late: boolean } }
    /** The price as it was told, with tax or without. */
    | {
        type: 'tariff_recalled';
        data: { price: 'gross' | 'net'; cents: number; minutes: number };
      }
    | { type: 'tariff_accepted'; data: { means: 'form' | 'signed_link' | 'call' } }
    | { type: 'ticket_refused'; data: { ground: RefusalGround } }
    | { type: 'complaint_answered'; data: { level: AnsweringLevel; outcome: AnswerOutcome } }
    | { type: 'complaint_reaction'; data: { satisfied: boolean } }
    | { type: 'complaint_path_decided'; data: { quality: PathQuality } }
    | { type: 'complaint_cause_set'; data: { cause: Cause } }
    | { type: 'customer_quality_changed'; data: { from: string; to: string } }
    | { type: 'complaint_reminded'; data: { days: number } }
    | {
        type: 'contract_request_received' | 'contract_request_accepted';
        /** A termination's, `YYYY-MM-DD`. */
        data: { effectiveOn: string | null };
      }
    | { type: 'contract_request_identified'; data: { means: IdentityMeans } }
    | { type: 'contract_request_refused'; data: { ground: RequestGround } }
    | { type: 'refund_computed' | 'refund_made'; data: { cents: number } }
    | {
        type: 'contract_request_reminded';
        data: { owed: 'refund' | 'termination'; days: number };
      }
    | { type: 'mediation_admissibility'; data: { admissible: boolean } }
    | {
        type: 'mediation_proposal_answered';
        data: { by: 'customer' | 'provider'; accepted: boolean };
      }
    | {
        type: 'mail_delivered' | 'mail_delivery_failed' | 'mail_resent' | 'mail_bounced';
        data: { recipient: string };
      }
    | {
        type:
          | 'service_named'
          | 'ticket_reassessed'
          | 'customer_reminded'
          | 'claim_recorded'
          | 'message_received'
          | 'reply_held'
          | 'reply_taken_back'
          | 'reply_sent'
          | 'note_added'
          | 'acknowledgement_sent'
          | 'acknowledgement_withheld'
          | 'mail_held'
          | 'address_cleared'
          | 'complaint_lodged'
          | 'complaint_answer_given'
          | 'complaint_answer_voided'
          | 'complaint_escalated'
          | 'complaint_level_told'
          | 'mediation_referred'
          | 'mediation_notified'
          | 'mediation_extended'
          | 'mediation_observations_sent'
          | 'mediation_proposed'
          | 'mediation_closed'
          | 'timer_started'
          | 'access_recorded'
          | 'collaboration_requested'
          | 'secret_kept'
          | 'secret_revealed'
          | 'secrets_wiped'
          | 'message_redacted'
          | 'note_redacted'
          | 'charge_approved'
          | 'charge_waived'
          | 'charge_exported'
          | 'charge_invoiced'
          | 'charge_disputed'
          | 'charge_settled'
          | 'conduct_flagged'
          | 'auto_reply_recorded';
        data: Record<string, never>;
      }
    /** A type this version has no words for: told as such rather than left out. */
    | { type: 'other'; data: { name: string } }
  );

export type EventType = EventView['type'];

/** Events that a message beside them already tells: left out of the conversation, kept in the history. */
export const TOLD_BY_MESSAGES: readonly EventType[] = [
  'message_received',
  'reply_held',
  'reply_sent',
  'note_added',
  'mail_delivered',
  'complaint_answered',
];
