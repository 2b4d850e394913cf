import { legalLimitFromDay } from '../deadline/legal-limit.ts';
import { REMINDERS, reminderAt } from '../deadline/reminders.ts';
import type { Owed } from '../sla/owed.ts';
import type { TicketEvent } from '../ticket/event.ts';

/** A refund that the law gives a last day to, as a ticket's history tells it (L221-24, 12.1.1). */
export type RefundOwed = {
  readonly receivedOn: string;
  readonly lastDay: string;
  readonly made: { readonly at: Date; readonly on: string } | null;
};

/** Null where none is owed: a termination, a professional's request, a request refused. */
export function refundOwed(events: readonly TicketEvent[]): RefundOwed | null {
  let owed: RefundOwed | null = null;
  for (const { type, data, at } of events) {
    if (type === 'contract_request_received' && data.refund_by !== null) {
      owed = { receivedOn: data.received_on, lastDay: data.refund_by, made: null };
    }
    if (type === 'refund_made' && owed) owed = { ...owed, made: { at, on: data.on } };
    if (type === 'contract_request_refused') owed = null;
  }
  return owed;
}

/** The refund's row among what is owed; `before` holds what was said already. */
export function refundDeadline(
  { receivedOn, lastDay, made }: RefundOwed,
  before: readonly Owed[],
  timeZone: string,
): Owed {
  const said = before.find(({ name }) => name === 'refund')?.announced ?? [];
  const left = made ? [] : REMINDERS.filter((days) => !said.includes(days));
  const next = left.map((days) => reminderAt(lastDay, days, timeZone).getTime());
  return {
    name: 'refund',
    state: !made ? 'running' : made.on <= lastDay ? 'met' : 'breached',
    targetMinutes: null,
    startedAt: legalLimitFromDay(receivedOn, { days: -1 }, timeZone).ends,
    dueAt: legalLimitFromDay(lastDay, { days: 0 }, timeZone).ends,
    elapsedMs: 0,
    metAt: made ? made.at : null,
    announced: said,
    nextAt: next.length === 0 ? null : new Date(Math.min(...next)),
  };
}
