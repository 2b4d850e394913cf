import { accept, refuse } from '../domain/outcome.ts';
import { listParticipants } from '../store/participants.ts';
import { clearUnreachable } from '../store/unreachable-addresses.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/**
 * An agent knows that an address of a ticket's takes mail again: its owner said so, or its mailbox
 * was made anew. The ticket keeps who took the mark off.
 */
export const clearAddress: Command<{ number: string; address: string }, null> = async (
  context,
  { number, address },
) => {
  const { tx } = context;
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  const [requester, participants] = await Promise.all([
    findUser(tx, ticket.requesterId),
    listParticipants(tx, ticket.id),
  ]);
  const people = requester ? [requester, ...participants] : participants;
  if (!people.some(({ email }) => email === address)) return refuse('not_found');
  if (!(await clearUnreachable(tx, address))) return refuse('unchanged');
  await continueHistory(context, ticket, [{ type: 'address_cleared', data: {} }]);
  return accept(null);
};
