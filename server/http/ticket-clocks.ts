import { owedFacts } from '../commands/keep-deadlines.ts';
import { timelineOf } from '../domain/sla/timeline.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { TicketClocks } from '../presenters/clock-views.ts';
import type { Database } from '../store/connect.ts';
import { loadJudgement } from '../store/judgement.ts';
import { loadWaitingRule } from '../store/settings.ts';
import { listSuspensionsOf } from '../store/suspensions.ts';

/**
 * What a ticket's clocks are read with, from the history that is loaded already. Null for a ticket
 * that was opened before there was any plan.
 */
export async function loadTicketClocks(
  database: Database,
  ticket: Ticket,
  events: readonly TicketEvent[],
): Promise<TicketClocks | null> {
  const [judgement, suspensions, waiting] = await Promise.all([
    loadJudgement(database, ticket),
    listSuspensionsOf(database, ticket.serviceId),
    ticket.status === 'waiting_customer' ? loadWaitingRule(database) : null,
  ]);
  if (judgement === null) return null;
  const timeline = timelineOf(events);
  return { judgement, facts: owedFacts(ticket, judgement, { timeline, suspensions, waiting }) };
}
