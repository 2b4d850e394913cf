import { refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';

/** Holds an incident whose diagnosis goes on: nothing is tested on what has ended. */
export async function holdForStep(
  context: CommandContext,
  number: string,
): ReturnType<typeof holdAsStaff> {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.kind !== 'incident') return refuse('not_an_incident');
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (isEnded(ticket.status)) return refuse('ticket_closed');
  return held;
}
