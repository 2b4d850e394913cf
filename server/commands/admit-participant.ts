import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { countParticipants, insertParticipant } from '../store/participants.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

/** Each reply is a mail to each of them. */
const MOST_PARTICIPANTS = 30;

/**
 * Makes somebody a participant of a ticket that the command holds: replies go there too from now
 * on. Whose customer's contact it is changes nothing to what it sees on the portal (V6).
 */
export async function admitParticipant(
  context: CommandContext,
  ticket: Ticket,
  userId: number,
): Promise<Outcome<Ticket>> {
  const { tx, now } = context;
  const again = refuse('already_takes_part', { field: 'email' });
  if (userId === ticket.requesterId) return again;
  if ((await countParticipants(tx, ticket.id)) >= MOST_PARTICIPANTS) {
    return refuse('too_many_participants', {
      field: 'email',
      details: { most: MOST_PARTICIPANTS },
    });
  }
  if (!(await insertParticipant(tx, { ticketId: ticket.id, userId }, now))) return again;
  const event = { type: 'participant_added', data: { user: userId } } as const;
  return accept(await continueHistory(context, ticket, [event]));
}
