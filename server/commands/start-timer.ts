import { accept, refuse } from '../domain/outcome.ts';
import { UNFINISHED } from '../domain/ticket/status.ts';
import { findTicketById } from '../store/tickets.ts';
import { endOfTimeAfter, holdTimeOf } from '../store/time-entries.ts';
import { beginTimer } from '../store/timers.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** Starts an agent's timer on a ticket (D1): one runs at a time, wherever it was started. */
export const startTimer: Command<{ number: string }, null> = async (context, { number }) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (!UNFINISHED.includes(ticket.status)) return refuse('not_in_progress');
  const { tx, now } = context;
  await holdTimeOf(tx, staff.id);
  // another machine's clock may be ahead: what it wrote down is over before this begins
  const startedAt = (await endOfTimeAfter(tx, staff.id, now)) ?? now;
  const { timer, begun } = await beginTimer(tx, {
    userId: staff.id,
    ticketId: ticket.id,
    startedAt,
  });
  if (begun) {
    await continueHistory(context, ticket, [{ type: 'timer_started', data: {} }]);
    return accept(null);
  }
  if (timer.ticketId === ticket.id) return accept(null);
  const other = await findTicketById(tx, timer.ticketId);
  return refuse('timer_elsewhere', { details: { number: other?.number ?? '' } });
};
