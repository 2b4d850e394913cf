import type { TicketKind } from '../ticket/ticket.ts';
import type { Actor } from './actor.ts';
import type { Role } from './role.ts';

/**
 * What each role may do (V5). A role that is not named may not; a customer's contact acts only on
 * its own customer's tickets, which `mayReachTicket` decides.
 */
const ALLOWED = {
  work_on_tickets: ['agent', 'manager', 'complaint_officer_1', 'complaint_officer_2'],
  /** Everything but complaints, which only the officers of their level work on (P2). */
  handle_requests: ['agent', 'manager'],
  see_customers: ['agent', 'manager', 'administrator'],
  invite_contacts: ['agent', 'manager', 'administrator'],
  edit_intake_rules: ['administrator'],
  see_quarantine: ['administrator', 'manager'],
  release_quarantine: ['administrator'],
  see_mailboxes: ['administrator', 'manager'],
  manage_staff: ['administrator'],
  edit_provider: ['administrator'],
  edit_mail_accounts: ['administrator'],
  edit_calendars: ['manager', 'administrator'],
  edit_plans: ['manager', 'administrator'],
  reassess_tickets: ['manager'],
  publish_suspensions: ['agent', 'manager'],
  decide_credits: ['manager'],
  see_figures: ['manager'],
  change_verdicts: ['manager'],
  correct_time: ['manager'],
  edit_tariffs: ['manager', 'administrator'],
  edit_tests: ['manager', 'administrator'],
  decide_charges: ['billing_manager', 'manager'],
  keep_invoices: ['billing_manager', 'manager'],
  decide_disputes: ['manager'],
  decide_requests: ['agent', 'manager'],
  block_customers: ['manager'],
  record_agreements: ['agent', 'manager'],
  choose_colleagues: ['agent', 'manager'],
  record_complaints: ['agent', 'manager', 'complaint_officer_1', 'complaint_officer_2'],
  answer_level_1: ['complaint_officer_1'],
  answer_level_2: ['complaint_officer_2'],
  decide_paths: ['manager'],
  export_case_files: ['manager', 'complaint_officer_1', 'complaint_officer_2'],
  follow_mediation: ['complaint_officer_2', 'manager'],
  see_outbox: ['agent', 'manager', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

/** Whether the actor holds a role that carries the permission. The system carries none of these. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind !== 'user') return false;
  const roles: readonly Role[] = ALLOWED[permission];
  return actor.roles.some((role) => roles.includes(role));
}

/** Whether the actor may hand in invoices and their payments: so may the billing system itself. */
export function mayKeepInvoices(actor: Actor): boolean {
  return actor.kind === 'system' ? actor.name === 'billing' : may(actor, 'keep_invoices');
}

/** Whether the actor is of the provider's staff. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'user' && actor.customerId === null;
}

/** Whether the actor works on tickets of that kind: a complaint officer alone on complaints only. */
export function mayWorkOn(actor: Actor, { kind }: { kind: TicketKind }): boolean {
  return may(actor, kind === 'complaint' ? 'work_on_tickets' : 'handle_requests');
}

/** Whether the actor reaches complaints, and what they are about, but no other ticket (V5). */
export function isOfficerOnly(actor: Actor): boolean {
  return may(actor, 'work_on_tickets') && !may(actor, 'handle_requests');
}

/** V6: a ticket is its customer's and the entitled staff's, and nobody else's. */
export function mayReachTicket(actor: Actor, ticket: { customerId: number }): boolean {
  if (actor.kind !== 'user') return false;
  if (actor.customerId !== null) return actor.customerId === ticket.customerId;
  return may(actor, 'work_on_tickets');
}
