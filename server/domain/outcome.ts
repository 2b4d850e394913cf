import type { CalendarFault } from './calendar/faults.ts';
import type { PlanFault } from './plan/plan-faults.ts';
import type { WindowFault } from './suspension/window-fault.ts';

/** A refusal is a value: its reason is a key of the locale files, its details fill the sentence. */
export type Refusal = {
  readonly ok: false;
  readonly reason: RefusalReason;
  /** The form field at fault, where one is. */
  readonly field?: string;
  readonly details?: Readonly<Record<string, string | number>>;
};

export type Accepted<T> = { readonly ok: true; readonly value: T };
export type Outcome<T> = Accepted<T> | Refusal;

export type RefusalReason =
  | 'forbidden'
  | 'not_found'
  | 'required'
  | 'too_long'
  | 'too_short'
  | 'invalid_email'
  | 'invalid_choice'
  | 'email_taken'
  | 'unchanged'
  | 'ticket_closed'
  | 'ticket_merged'
  | 'another_customer'
  | 'same_ticket'
  | 'already_takes_part'
  | 'too_many_participants'
  | 'own_address'
  | 'address_known'
  | 'mail_not_failed'
  | 'no_longer_reader'
  | 'answer_voided'
  | 'readers_changed'
  | 'unknown_ticket'
  | 'status_not_reachable'
  | 'kind_fixed'
  | 'path_not_offered'
  | 'day_in_future'
  | 'unknown_contact'
  | 'complaint_unanswered'
  | 'not_a_web_address'
  | 'not_longer'
  | 'not_yet_happened'
  | 'before_complaint'
  | 'complaint_moved_on'
  | 'already_answered'
  | 'not_answered'
  | 'already_escalated'
  | 'complaint_satisfied'
  | 'level_2_later'
  | 'level_3_later'
  | 'already_referred'
  | 'no_mediator'
  | 'referral_year_passed'
  | 'not_referred'
  | 'mediation_moved_on'
  | 'handled_level_1'
  | 'not_an_officer'
  | 'not_a_complaint'
  | 'termination_too_soon'
  | 'ordered_later'
  | 'consumers_only'
  | 'not_identified'
  | 'refund_not_computed'
  | 'request_undecided'
  | 'not_a_request'
  | 'refusal_needs_reasons'
  | 'time_overlaps'
  | 'time_in_future'
  | 'time_too_long'
  | 'unreadable_start'
  | 'unreadable_duration'
  | 'not_in_progress'
  | 'timer_warning_out_of_range'
  | 'timer_running'
  | 'timer_elsewhere'
  | 'no_timer'
  | 'already_corrected'
  | 'not_an_incident'
  | 'already_concluded'
  | 'not_concluded'
  | 'tariff_changed'
  | 'acceptance_required'
  | 'acceptance_missing'
  | 'already_accepted'
  | 'no_tariff'
  | 'backdated'
  | 'figure_out_of_range'
  | 'rate_out_of_range'
  | 'nothing_to_export'
  | 'charge_moved'
  | 'number_taken'
  | 'not_a_pdf'
  | 'already_disputed'
  | 'dispute_undecided'
  | 'already_invoiced'
  | 'secret_wiped'
  | 'secret_unreadable'
  | 'passage_missing'
  | 'ticket_ended'
  | 'unknown_country'
  | 'agreement_missing'
  | 'customer_blocked'
  | 'already_blocked'
  | 'not_blocked'
  | 'nobody_to_answer'
  | 'assignee_not_staff'
  | 'link_expired'
  | 'password_is_email'
  | 'account_disabled'
  | 'attachments_too_large'
  | 'too_many_attachments'
  | 'already_decided'
  | 'too_late'
  | 'name_taken'
  | 'price_out_of_range'
  | 'dkim_record_absent'
  | 'dkim_record_different'
  | 'address_taken'
  | 'team_taken'
  | 'not_a_host'
  | 'port_out_of_range'
  | 'not_https'
  | 'neither_way'
  | 'no_refresh_token'
  | CalendarFault['reason']
  | PlanFault['reason']
  | WindowFault['reason'];

export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

export function refuse(
  reason: RefusalReason,
  more: { field?: string; details?: Record<string, string | number> } = {},
): Refusal {
  return { ok: false, reason, ...more };
}
