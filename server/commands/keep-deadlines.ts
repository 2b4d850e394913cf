import { complaintOwed } from '../domain/complaint/owed.ts';
import { type ComplaintPath, pathOf } from '../domain/complaint/path.ts';
import { isPathEvent } from '../domain/complaint/path-event.ts';
import { isRequestKind } from '../domain/contract-request/event.ts';
import { type RequestOwed, requestDeadline, requestOwed } from '../domain/contract-request/owed.ts';
import { targetsFor } from '../domain/plan/plan.ts';
import { measuredResponse } from '../domain/sla/measured.ts';
import { type Owed, type OwedFacts, owedOn, type QuietUntil } from '../domain/sla/owed.ts';
import { timelineOf } from '../domain/sla/timeline.ts';
import type { TicketEvent, TicketEventType } from '../domain/ticket/event.ts';
import { REQUALIFIABLE, regimeOf, type Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { insertDeadlines, listDeadlines, replaceDeadlines } from '../store/deadlines.ts';
import { listEvents } from '../store/events.ts';
import { type Judgement, loadJudgement } from '../store/judgement.ts';
import { saveMeasuredResponse } from '../store/measured-responses.ts';
import { loadProvider, loadWaitingRule } from '../store/settings.ts';
import { listSuspensionsOf } from '../store/suspensions.ts';
import type { CommandContext } from './command.ts';

/** What moves a clock. Everything else that happens leaves the deadlines as they are. */
const MOVING: ReadonlySet<TicketEventType> = new Set([
  'ticket_opened',
  'reply_sent',
  'status_changed',
  'ticket_requalified',
  'priority_changed',
  'service_named',
  'ticket_reassessed',
  'ticket_absorbed',
  'diagnosis_concluded',
  'complaint_lodged',
  'complaint_answer_given',
  'complaint_answer_voided',
  'complaint_escalated',
  'mediation_notified',
  'mediation_extended',
  'mediation_closed',
  'contract_request_received',
  'contract_request_accepted',
  'contract_request_refused',
  'refund_made',
]);

export function movesDeadlines(events: readonly { type: TicketEventType }[]): boolean {
  return events.some(({ type }) => MOVING.has(type));
}

/** Derives anew what is owed on a ticket, from its history as it now stands (H2–H5). */
export async function keepDeadlines({ tx, now }: CommandContext, ticket: Ticket): Promise<void> {
  const loaded = await loadOwed(tx, ticket);
  if (loaded === null) return;
  await Promise.all([
    replaceDeadlines(tx, ticket.id, owedBy(loaded, loaded.before, now)),
    saveMeasuredResponse(tx, ticket, responseOf(ticket, loaded, now)),
  ]);
}

/** A ticket merged into another was not answered by that. */
function responseOf(ticket: Ticket, { facts }: LoadedOwed, now: Date): number | null {
  return ticket.mergedIntoId === null ? measuredResponse(facts, now) : null;
}

export type LoadedOwed = NonNullable<Awaited<ReturnType<typeof loadOwed>>>;

/** All that decides what is owed on a ticket; null where it was opened before there was any plan. */
export async function loadOwed(tx: Db, ticket: Ticket) {
  const [judgement, events, before, suspensions, waiting] = await Promise.all([
    loadJudgement(tx, ticket),
    listEvents(tx, ticket.id),
    listDeadlines(tx, [ticket.id]),
    listSuspensionsOf(tx, ticket.serviceId),
    loadWaitingRule(tx),
  ]);
  if (judgement === null) return null;
  const timeline = timelineOf(events);
  const legal = await legalFacts(tx, ticket, events);
  const facts = owedFacts(ticket, judgement, { timeline, suspensions, waiting });
  // the ticket that it was merged into answers for the same promise, on the earlier receipt
  const credit = ticket.mergedIntoId === null ? facts.credit : null;
  return { judgement, events, before, facts: { ...facts, credit }, legal };
}

/** Everything owed by what was loaded: the plan's commitments, and the law's limits beside them. */
export function owedBy(
  { facts, legal }: Pick<LoadedOwed, 'facts' | 'legal'>,
  before: readonly Owed[],
  now: Date,
  quiet?: QuietUntil,
): Owed[] {
  const owed = owedOn(facts, before, now, quiet);
  if (legal === null) return owed;
  const { path, request, timeZone } = legal;
  if (path) return [...owed, ...complaintOwed(path, before, timeZone)];
  return request ? [...owed, requestDeadline(request, before, timeZone)] : owed;
}

export type LegalFacts = {
  /** A complaint's. */
  readonly path: ComplaintPath | null;
  /** A contract request's. */
  readonly request: RequestOwed | null;
  /** The zone in which days are counted. */
  readonly timeZone: string;
};

/** What the law gives a last day to, by a ticket's history; null for a kind it says nothing of. */
export async function legalFacts(
  tx: Db,
  { kind }: Pick<Ticket, 'kind'>,
  events: readonly TicketEvent[],
): Promise<LegalFacts | null> {
  if (kind !== 'complaint' && !isRequestKind(kind)) return null;
  const { timeZone } = await loadProvider(tx);
  if (kind !== 'complaint') return { path: null, request: requestOwed(events), timeZone };
  return { path: pathOf(events.filter(isPathEvent), timeZone), request: null, timeZone };
}

/** The same for a ticket that has just begun: nothing was owed, and nothing has happened yet. */
export async function beginDeadlines(
  { tx, now }: CommandContext,
  ticket: Ticket,
  events: readonly TicketEvent[],
): Promise<void> {
  const judgement = await loadJudgement(tx, ticket);
  if (judgement === null) return;
  const timeline = timelineOf(events);
  const suspensions = await listSuspensionsOf(tx, ticket.serviceId);
  const facts = owedFacts(ticket, judgement, { timeline, suspensions, waiting: null });
  const legal = await legalFacts(tx, ticket, events);
  await insertDeadlines(tx, ticket.id, owedBy({ facts, legal }, [], now));
}

/** What `owedOn` asks, from what the store knows. */
export function owedFacts(
  ticket: Pick<Ticket, 'kind' | 'priority'>,
  { definition, compiled, conditions, monthlyPriceCents: price }: Judgement,
  more: Pick<OwedFacts, 'timeline' | 'suspensions' | 'waiting'>,
): OwedFacts {
  return {
    ...more,
    // what has its own procedure is decided, never closed for want of an answer (D5, T1)
    waiting: REQUALIFIABLE.includes(ticket.kind) ? more.waiting : null,
    targets: targetsFor(definition, conditions, ticket),
    calendar: compiled[regimeOf(ticket.kind)],
    escalation: definition.escalation,
    updateReminderMinutes: definition.updateReminderMinutes,
    credit:
      definition.credits && price ? { table: definition.credits, monthlyPriceCents: price } : null,
  };
}
