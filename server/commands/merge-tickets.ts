import { accept, refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { REQUALIFIABLE, type Ticket } from '../domain/ticket/ticket.ts';
import { ticketMergedLetter } from '../letters/ticket-merged.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { listParticipants } from '../store/participants.ts';
import { loadProvider } from '../store/settings.ts';
import { linkTickets } from '../store/tickets.ts';
import { findUser, type User } from '../store/users.ts';
import { admitParticipant } from './admit-participant.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/**
 * Ends a ticket in another that says the same. Both histories stay whole; the one that goes on
 * keeps the earlier receipt, and so the earlier promises. What is written to the ended one, by
 * mail, joins the other.
 */
export const mergeTickets: Command<{ number: string; into: string }, { into: string }> = async (
  context,
  { number, into },
) => {
  if (number === into) return refuse('same_ticket', { field: 'into' });
  // always the same one first: two merges at once must not wait for each other
  const [first, second] = [number, into].sort() as [string, string];
  const held = await holdAsStaff(context, first);
  const also = held.ok ? await holdAsStaff(context, second) : held;
  if (!held.ok)
    return held.reason === 'forbidden' ? held : refuse('unknown_ticket', { field: 'into' });
  if (!also.ok) return refuse('unknown_ticket', { field: 'into' });
  const [ending, lasting] =
    number === first
      ? [held.value.ticket, also.value.ticket]
      : [also.value.ticket, held.value.ticket];
  if (ending.customerId !== lasting.customerId)
    return refuse('another_customer', { field: 'into' });
  if (ending.mergedIntoId !== null) return refuse('ticket_merged', { field: 'into' });
  if (isEnded(lasting.status)) return refuse('ticket_closed', { field: 'into' });
  // a dispute, a complaint or a contract request is owed an answer of its own: it neither ends in
  // another ticket, nor takes one in
  if ([ending, lasting].some(({ kind }) => !REQUALIFIABLE.includes(kind))) {
    return refuse('kind_fixed', { field: 'into' });
  }

  const { tx, now, house } = context;
  const [letterId, provider, requester] = await Promise.all([
    nextOutboundEmailId(tx),
    loadProvider(tx),
    findUser(tx, ending.requesterId),
  ]);
  await continueHistory(context, ending, [
    ...(ending.status === 'closed'
      ? []
      : [{ type: 'status_changed', data: { from: ending.status, to: 'closed' } } as const]),
    { type: 'ticket_merged', data: { into: lasting.number, into_id: lasting.id } },
  ]);
  const absorbed = await continueHistory(context, lasting, [
    {
      type: 'ticket_absorbed',
      data: { ticket: ending.number, received_at: ending.receivedAt.toISOString() },
    },
  ]);
  await bringPeople(context, ending, absorbed);
  await linkTickets(tx, lasting.id, ending.id, now);
  const letter = ticketMergedLetter(recipientOf(requester as User), {
    number: ending.number,
    into: lasting.number,
    providerName: provider.name,
    ticketUrl: ticketUrl(house.publicUrl, lasting.number),
  });
  await postLetter(context, letter, { id: letterId, ticket: lasting });
  return accept({ into: lasting.number });
};

/** Whoever was written to about the one that ends is written to about the other, while there is room. */
async function bringPeople(
  context: CommandContext,
  ending: Ticket,
  lasting: Ticket,
): Promise<void> {
  const people = await listParticipants(context.tx, ending.id);
  let ticket = lasting;
  for (const userId of [ending.requesterId, ...people.map(({ id }) => id)]) {
    const admitted = await admitParticipant(context, ticket, userId);
    if (admitted.ok) ticket = admitted.value;
  }
}
