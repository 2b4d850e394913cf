import { accept, refuse } from '../domain/outcome.ts';
import { unrecordedBreaches } from '../domain/sla/breach.ts';
import { commitmentClocks } from '../domain/sla/owed.ts';
import { timelineOf } from '../domain/sla/timeline.ts';
import { replaceDeadlines } from '../store/deadlines.ts';
import { lockTicketIfFree } from '../store/tickets.ts';
import { announceShares } from './announce-shares.ts';
import type { Command, CommandContext } from './command.ts';
import { endWaiting } from './end-waiting.ts';
import type { Fired, Firing } from './firing.ts';
import { continueHistory } from './history.ts';
import { legalFacts, loadOwed, owedBy } from './keep-deadlines.ts';
import { proposeCredits } from './propose-credits.ts';
import { remindOfComplaint } from './remind-of-complaint.ts';
import { remindOfRequest } from './remind-of-request.ts';

/**
 * Says, on one ticket, all that is due to be said: missed commitments, shares of the time used up,
 * what silence leads to, and credits (H5, H6). Everything is derived from the history again, so that whatever
 * was noted as due may be out of date. A ticket that somebody holds is left to the next sweep.
 */
export const fireDeadlines: Command<{ ticketId: number }, { fired: boolean }> = async (
  context,
  { ticketId },
) => {
  const { tx, now, actor } = context;
  if (actor.kind !== 'system') return refuse('forbidden');
  const ticket = await lockTicketIfFree(tx, ticketId);
  const loaded = ticket && (await loadOwed(tx, ticket));
  if (!ticket || !loaded) return accept({ fired: false });
  const firing = { ...loaded, ticket, owed: owedBy(loaded, loaded.before, now) };

  const fired = [
    recordBreaches(context, firing),
    await announceShares(context, firing),
    await endWaiting(context, firing),
    await proposeCredits(context, firing),
    await remindOfComplaint(context, firing),
    await remindOfRequest(context, firing),
  ];
  const events = fired.flatMap((part) => part.events);
  const after = await continueHistory(context, ticket, events);
  for (const { post } of fired) await post?.(after);

  const written = context.happened.events.filter((event) => event.ticketId === ticket.id);
  const history = [...loaded.events, ...written];
  const said = new Map(fired.flatMap((part) => part.said ?? []));
  const told = firing.owed.map((each) => ({
    ...each,
    announced: [...each.announced, ...(said.get(each.name) ?? [])],
  }));
  const quiet = new Map(fired.flatMap((part) => part.quiet ?? []));
  const facts = { ...loaded.facts, timeline: timelineOf(history) };
  const legal = await legalFacts(tx, ticket, history);
  const owed = owedBy({ facts, legal }, told, now, quiet);
  await replaceDeadlines(tx, ticket.id, owed);
  return accept({ fired: events.length > 0 });
};

/** Dated by the deadline, not by the sweep that noticed it. */
function recordBreaches({ now }: CommandContext, { facts }: Firing): Fired {
  const { breaches } = facts.timeline.recorded;
  const missed = unrecordedBreaches(commitmentClocks(facts), breaches, now);
  return {
    events: missed.map(({ target, dueAt }) => ({
      type: 'commitment_breached',
      data: { target, due_at: dueAt.toISOString() },
    })),
  };
}
