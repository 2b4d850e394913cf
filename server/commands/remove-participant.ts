import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { deleteParticipant } from '../store/participants.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** Staff take somebody off a ticket: no reply goes there any more. */
export const removeParticipant: Command<{ number: string; userId: number }, null> = async (
  context,
  { number, userId },
) => {
  const held = await holdAsStaff(context, number);
  return held.ok ? dismissParticipant(context, held.value.ticket, userId) : held;
};

/** @returns `not_found` where this person took no part */
export async function dismissParticipant(
  context: CommandContext,
  ticket: Ticket,
  userId: number,
): Promise<Outcome<null>> {
  const removed = await deleteParticipant(context.tx, { ticketId: ticket.id, userId });
  if (!removed) return refuse('not_found');
  await continueHistory(context, ticket, [{ type: 'participant_removed', data: { user: userId } }]);
  return accept(null);
}
