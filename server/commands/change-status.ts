import { accept, refuse } from '../domain/outcome.ts';
import { reachableFrom, type TicketStatus } from '../domain/ticket/status.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { wouldSkipAnswer } from './unanswered-complaint.ts';
import { wouldSkipDecision } from './undecided-dispute.ts';
import { wouldSkipRequest } from './unfinished-request.ts';

/** Moves a ticket along its course. A move that the course doesn't have is refused. */
export const changeStatus: Command<{ number: string; status: TicketStatus }, null> = async (
  context,
  { number, status },
) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.status === status) return accept(null);
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged', { field: 'status' });
  if (status === 'refused') return refuse('refusal_needs_reasons', { field: 'status' });
  if (await wouldSkipDecision(context.tx, ticket, status)) {
    return refuse('dispute_undecided', { field: 'status' });
  }
  if (await wouldSkipAnswer(context.tx, ticket, status)) {
    return refuse('complaint_unanswered', { field: 'status' });
  }
  if (await wouldSkipRequest(context.tx, ticket, status)) {
    return refuse('request_undecided', { field: 'status' });
  }
  if (!reachableFrom(ticket.status).includes(status)) {
    return refuse('status_not_reachable', { field: 'status' });
  }
  await continueHistory(context, ticket, [
    { type: 'status_changed', data: { from: ticket.status, to: status } },
  ]);
  return accept(null);
};
