import { type Owed, owedOn } from '../domain/sla/owed.ts';
import { timelineOf } from '../domain/sla/timeline.ts';
import { nextTurn } from '../domain/suspension/window.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { moveDeadlines } from '../store/deadline-batches.ts';
import { type Deadline, listDeadlines } from '../store/deadlines.ts';
import { readChains, readEvent } from '../store/events.ts';
import { type Judgement, loadJudgement } from '../store/judgement.ts';
import { loadWaitingRule } from '../store/settings.ts';
import { lockTouchedTickets, setPass } from '../store/suspension-passes.ts';
import type { Window } from '../store/suspension-windows.ts';
import { listSuspensionsByService } from '../store/suspensions.ts';
import type { CommandContext } from './command.ts';
import { owedFacts } from './keep-deadlines.ts';

/** Tickets held at a time: what one transaction derives anew in a fraction of a second. */
export const TICKETS_AT_ONCE = 200;

/**
 * Derives anew what is owed on the next of the tickets that a window touches, and keeps how far
 * that got. The window is held by the caller.
 *
 * @param begin starts at the first ticket again
 * @returns whether there may be more; said of a first batch whatever its size, since a ticket that
 *   is being opened meanwhile may not have seen the window
 */
export async function recomputeNext(
  context: CommandContext,
  window: Window,
  { begin }: { begin: boolean },
): Promise<boolean> {
  const { tx, now } = context;
  const after = begin ? 0 : (window.recomputeAfter ?? 0);
  const batch = { suspensionId: window.id, after, limit: TICKETS_AT_ONCE };
  const tickets = await lockTouchedTickets(tx, batch);
  await deriveAnew(context, tickets);
  const more = begin || tickets.length === TICKETS_AT_ONCE;
  const nextAt = window.cancelledAt ? null : nextTurn(window, now);
  await setPass(tx, window.id, { after: more ? (tickets.at(-1)?.id ?? after) : null, nextAt });
  return more;
}

async function deriveAnew({ tx, now }: CommandContext, tickets: readonly Ticket[]): Promise<void> {
  const ids = tickets.map(({ id }) => id);
  const services = [...new Set(tickets.flatMap(({ serviceId }) => serviceId ?? []))];
  const [links, deadlines, suspensions, waiting] = await Promise.all([
    readChains(tx, ids),
    listDeadlines(tx, ids),
    listSuspensionsByService(tx, services),
    loadWaitingRule(tx),
  ]);
  const linksOf = byTicket(links);
  const deadlinesOf = byTicket(deadlines);
  const judgements = new Map<string, Judgement | null>();
  const moved: { ticketId: number; owed: Owed }[] = [];
  for (const ticket of tickets) {
    const key = JSON.stringify([ticket.judgedBy, ticket.serviceId]);
    if (!judgements.has(key)) judgements.set(key, await loadJudgement(tx, ticket));
    const judgement = judgements.get(key);
    if (!judgement) continue;
    const facts = owedFacts(ticket, judgement, {
      timeline: timelineOf((linksOf.get(ticket.id) ?? []).map(readEvent)),
      suspensions: suspensions.get(ticket.serviceId ?? 0) ?? [],
      waiting,
    });
    const earlier = deadlinesOf.get(ticket.id) ?? [];
    for (const owed of owedOn(facts, earlier, now)) {
      const was = earlier.find(({ name }) => name === owed.name);
      if (!was || hasMoved(was, owed)) moved.push({ ticketId: ticket.id, owed });
    }
  }
  await moveDeadlines(tx, moved);
}

function hasMoved(was: Deadline, is: Owed): boolean {
  return (
    was.state !== is.state ||
    was.dueAt?.getTime() !== is.dueAt?.getTime() ||
    was.nextAt?.getTime() !== is.nextAt?.getTime()
  );
}

function byTicket<Row extends { ticketId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const known = found.get(row.ticketId);
    if (known) known.push(row);
    else found.set(row.ticketId, [row]);
  }
  return found;
}
