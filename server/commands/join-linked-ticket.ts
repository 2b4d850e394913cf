import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { TicketEvent, TicketEventData } from '../domain/ticket/event.ts';
import { isEnded, statusAfterCustomerMessage } from '../domain/ticket/status.ts';
import { REQUALIFIABLE, type Ticket } from '../domain/ticket/ticket.ts';
import { requestJoinedLetter } from '../letters/request-joined.ts';
import { mailChoicesUrl } from '../security/mail-choices-link.ts';
import { listEvents } from '../store/events.ts';
import { listJoinOffers, moveMessages, settleJoinOffer } from '../store/join-offers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findTicket } from '../store/tickets.ts';
import { findUser, type User } from '../store/users.ts';
import { admitParticipant } from './admit-participant.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/**
 * Somebody answered a ticket without taking part in it, which opened another. Staff let it take
 * part: what it said moves to the ticket it answered, and the other ends there. Whose customer's
 * contact it is stays what it was: it gets the replies by mail, and sees nothing on the portal.
 */
export const joinLinkedTicket: Command<{ number: string }, { into: string }> = async (
  context,
  { number },
) => {
  const held = await holdOffered(context, number);
  if (!held.ok) return held;
  const { apart, answered } = held.value;
  // a dispute, a complaint or a contract request is owed an answer of its own
  if (!REQUALIFIABLE.includes(apart.kind)) return refuse('kind_fixed');
  if (isEnded(answered.status)) return refuse('ticket_closed');
  const { tx } = context;
  if (!(await settleJoinOffer(tx, apart.id, 'joined'))) return refuse('already_decided');
  const admitted = await admitParticipant(context, answered, apart.requesterId);
  if (!admitted.ok && admitted.reason !== 'already_takes_part') return admitted;
  await moveWhatWasSaid(context, apart, admitted.ok ? admitted.value : answered);
  await tellAuthor(context, apart, answered);
  return accept({ into: answered.number });
};

/** Staff leave it apart: both tickets go on, linked. */
export const keepTicketApart: Command<{ number: string }, { answered: string }> = async (
  context,
  { number },
) => {
  const held = await holdOffered(context, number);
  if (!held.ok) return held;
  const { apart, answered } = held.value;
  const settled = await settleJoinOffer(context.tx, apart.id, 'kept_apart');
  return settled ? accept({ answered: answered.number }) : refuse('already_decided');
};

/** Holds both tickets, always the same one first: two at once must not wait for each other. */
async function holdOffered(
  context: CommandContext,
  number: string,
): Promise<Outcome<{ apart: Ticket; answered: Ticket }>> {
  const { tx } = context;
  const found = await findTicket(tx, number);
  const offers = found ? await listJoinOffers(tx, found.id) : [];
  const offer = offers.find(({ apart }) => apart === number);
  if (!offer) {
    // whoever may not see the ticket is told nothing of it
    const held = await holdAsStaff(context, number);
    return held.ok ? refuse('already_decided') : held;
  }
  const [first, second] = [number, offer.answered].sort() as [string, string];
  const one = await holdAsStaff(context, first);
  const other = one.ok ? await holdAsStaff(context, second) : one;
  if (!one.ok) return one;
  if (!other.ok) return other;
  const [apart, answered] =
    first === number
      ? [one.value.ticket, other.value.ticket]
      : [other.value.ticket, one.value.ticket];
  return accept({ apart, answered });
}

/** Both histories stay whole: each says where the messages went, or came from. */
async function moveWhatWasSaid(
  context: CommandContext,
  apart: Ticket,
  answered: Ticket,
): Promise<void> {
  const { tx } = context;
  const facts = factsIn(await listEvents(tx, apart.id));
  const route = { from: apart.id, to: answered.id, authorId: apart.requesterId };
  const moved = await moveMessages(tx, route);
  await continueHistory(context, apart, [
    ...moved.map(
      (message): TicketEventData => ({
        type: 'message_moved_out',
        data: { message, ticket: answered.number },
      }),
    ),
    { type: 'status_changed', data: { from: apart.status, to: 'closed' } },
    { type: 'ticket_merged', data: { into: answered.number, into_id: answered.id } },
  ]);
  const status = statusAfterCustomerMessage(answered.status);
  await continueHistory(context, answered, [
    ...moved.map(
      (message): TicketEventData => ({
        type: 'message_moved_in',
        data: { message, digest: '', ...facts.get(message), ticket: apart.number },
      }),
    ),
    ...(status === answered.status
      ? []
      : [{ type: 'status_changed', data: { from: answered.status, to: status } } as const]),
  ]);
}

type Facts = { digest: string; inbound_email?: number };

/** By message: its digest since it was last changed, and the mail that brought it. */
function factsIn(events: readonly TicketEvent[]): Map<number, Facts> {
  const facts = new Map<number, Facts>();
  for (const { data } of events) {
    if (!('message' in data && 'digest' in data)) continue;
    const { message, digest } = data;
    const mail = 'inbound_email' in data ? data.inbound_email : undefined;
    const known = { ...facts.get(message), digest };
    facts.set(message, mail === undefined ? known : { ...known, inbound_email: mail });
  }
  return facts;
}

async function tellAuthor(context: CommandContext, apart: Ticket, answered: Ticket): Promise<void> {
  const { tx, house } = context;
  const [id, provider, author, requester] = await Promise.all([
    nextOutboundEmailId(tx),
    loadProvider(tx),
    findUser(tx, apart.requesterId),
    findUser(tx, answered.requesterId),
  ]);
  const ofCustomer = apart.customerId === answered.customerId;
  const letter = requestJoinedLetter(recipientOf(author as User), {
    number: apart.number,
    into: answered.number,
    requesterName: requester?.name ?? '',
    providerName: provider.name,
    ticketUrl: ofCustomer ? ticketUrl(house.publicUrl, answered.number) : null,
    leaveUrl: mailChoicesUrl(house, apart.requesterId),
  });
  await postLetter(context, letter, { id, ticket: answered });
}
