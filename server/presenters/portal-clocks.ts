import { readClock } from '../domain/sla/clock.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { PortalClocks } from '../views/models/clocks.ts';
import { clockOf, clocksPanel, type TicketClocks } from './clock-views.ts';

/**
 * What its customer is owed, and by when; nothing of the staff's own reminders. Null once the ticket
 * is ended: then nothing is owed.
 */
export function portalClocks(
  ticket: Pick<Ticket, 'number' | 'kind' | 'status'>,
  clocks: TicketClocks | null,
  customerZone: string,
  now: Date,
): PortalClocks | null {
  if (clocks === null || isEnded(ticket.status)) return null;
  const { commitments, waiting } = clocksPanel(ticket, clocks, now);
  return {
    number: ticket.number,
    kind: ticket.kind,
    owed: commitments.map(({ name, state, dueAt, pausedFor }) => {
      const { metAt } = readClock(clockOf(clocks, name), now);
      return { name, state, dueAt, metAt, pausedFor };
    }),
    closesAt: waiting?.closeAt ?? null,
    customerZone,
  };
}
