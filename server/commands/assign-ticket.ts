import { accept, refuse } from '../domain/outcome.ts';
import { mayWorkOn } from '../domain/user/permission.ts';
import { actorOf, findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { takePartAtLevel } from './complaint-part.ts';
import { holdToAssign } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** Gives a ticket to a colleague, to oneself, or back to everybody (`assigneeId` null). */
export const assignTicket: Command<{ number: string; assigneeId: number | null }, null> = async (
  context,
  { number, assigneeId },
) => {
  const held = await holdToAssign(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.assigneeId === assigneeId) return accept(null);
  if (assigneeId !== null) {
    const colleague = await findUser(context.tx, assigneeId);
    if (!colleague || colleague.disabledAt || !mayWorkOn(actorOf(colleague), ticket)) {
      return refuse('assignee_not_staff', { field: 'assignee' });
    }
    if (ticket.kind === 'complaint') {
      const part = await takePartAtLevel(context, ticket, actorOf(colleague));
      if (!part.ok) return { ...part, field: 'assignee' };
    }
  }
  await continueHistory(context, ticket, [
    { type: 'ticket_assigned', data: { from: ticket.assigneeId, to: assigneeId } },
  ]);
  return accept(null);
};
