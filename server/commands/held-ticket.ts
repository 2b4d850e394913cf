import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may, mayReachTicket, mayWorkOn } from '../domain/user/permission.ts';
import { lockTicket } from '../store/tickets.ts';
import type { CommandContext } from './command.ts';
import { takePartAtLevel } from './complaint-part.ts';

/**
 * Holds a ticket for a member of the staff to work on. Whoever may not reach it is told that it
 * doesn't exist, which is all that a stranger may know (V6). A complaint is worked on by the
 * officers of its level, who take part in it from then on (P2).
 */
export async function holdAsStaff(
  context: CommandContext,
  number: string,
): Promise<Outcome<{ ticket: Ticket; staff: UserActor }>> {
  const held = await holdToAssign(context, number);
  if (!held.ok || held.value.ticket.kind !== 'complaint') return held;
  const part = await takePartAtLevel(context, held.value.ticket, held.value.staff);
  return part.ok ? held : part;
}

/** The same for giving it to somebody, which is no work on it. */
export async function holdToAssign(
  { actor, tx }: CommandContext,
  number: string,
): Promise<Outcome<{ ticket: Ticket; staff: UserActor }>> {
  if (actor.kind !== 'user' || !may(actor, 'work_on_tickets')) return refuse('forbidden');
  const ticket = await lockTicket(tx, number);
  if (!ticket || !mayReachTicket(actor, ticket)) return refuse('not_found');
  if (!mayWorkOn(actor, ticket)) return refuse('not_found');
  return accept({ ticket, staff: actor });
}

/** Holds a ticket for one of its customer's contacts. */
export async function holdAsRequester(
  { actor, tx }: CommandContext,
  number: string,
): Promise<Outcome<{ ticket: Ticket; contact: UserActor }>> {
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const ticket = await lockTicket(tx, number);
  if (!ticket || !mayReachTicket(actor, ticket)) return refuse('not_found');
  return accept({ ticket, contact: actor });
}
