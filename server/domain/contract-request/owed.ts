import { legalLimitFromDay } from '../deadline/legal-limit.ts';
import { REMINDERS, reminderAt } from '../deadline/reminders.ts';
import type { Owed } from '../sla/owed.ts';
import type { TicketEvent } from '../ticket/event.ts';

/** As its day begins, and as it ends: a termination takes effect whoever looked at it. */
const BEFORE_END = [1, 0] as const;

/** What a contract request has a last day for, as its ticket's history tells it. */
export type RequestOwed = {
  /** A refund (L221-24, 12.1.1), or the confirmation of a termination by the day it takes effect. */
  readonly name: 'refund' | 'termination';
  readonly receivedOn: string;
  readonly lastDay: string;
  /** So many days before the end of the last day staff are told. */
  readonly reminders: readonly number[];
  /** `on`: the day that staff wrote down; null where the event's own moment counts. */
  readonly done: { readonly at: Date; readonly on: string | null } | null;
};

/** Null where nothing is owed: a professional's request, or one refused. */
export function requestOwed(events: readonly TicketEvent[]): RequestOwed | null {
  let owed: RequestOwed | null = null;
  for (const { type, data, at } of events) {
    if (type === 'contract_request_received') owed = owedFrom(data);
    if (type === 'refund_made' && owed) owed = { ...owed, done: { at, on: data.on } };
    if (type === 'contract_request_accepted' && owed?.name === 'termination') {
      owed = { ...owed, done: { at, on: null } };
    }
    if (type === 'contract_request_refused') owed = null;
  }
  return owed;
}

function owedFrom(received: {
  quality: 'consumer' | 'professional';
  received_on: string;
  effective_on: string | null;
  refund_by: string | null;
}): RequestOwed | null {
  const { quality, received_on: receivedOn, effective_on, refund_by } = received;
  if (quality === 'professional') return null;
  const of = { receivedOn, done: null };
  if (effective_on !== null) {
    return { ...of, name: 'termination', lastDay: effective_on, reminders: BEFORE_END };
  }
  if (refund_by === null) return null;
  return { ...of, name: 'refund', lastDay: refund_by, reminders: REMINDERS };
}

/** Its row among what is owed; `before` holds what was said already. */
export function requestDeadline(
  { name, receivedOn, lastDay, reminders, done }: RequestOwed,
  before: readonly Owed[],
  timeZone: string,
): Owed {
  const said = before.find((owed) => owed.name === name)?.announced ?? [];
  const left = done ? [] : reminders.filter((days) => !said.includes(days));
  const next = left.map((days) => reminderAt(lastDay, days, timeZone).getTime());
  const dueAt = legalLimitFromDay(lastDay, { days: 0 }, timeZone).ends;
  const inTime = done && (done.on === null ? done.at < dueAt : done.on <= lastDay);
  return {
    name,
    state: inTime === null ? 'running' : inTime ? 'met' : 'breached',
    targetMinutes: null,
    startedAt: legalLimitFromDay(receivedOn, { days: -1 }, timeZone).ends,
    dueAt,
    elapsedMs: 0,
    metAt: done ? done.at : null,
    announced: said,
    nextAt: next.length === 0 ? null : new Date(Math.min(...next)),
  };
}
