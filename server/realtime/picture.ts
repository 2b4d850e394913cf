import type { Handling } from '../domain/provider/working-now.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { messageOf } from '../presenters/conversation.ts';
import { idsNamedBy, type Names } from '../presenters/event-view.ts';
import { type Attachment, listAttachments } from '../store/attachments.ts';
import type { Database } from '../store/connect.ts';
import { loadHandling } from '../store/handling.ts';
import { type ConversationMessage, listMessagesById } from '../store/messages.ts';
import { listNearestClocks, type NearestClock } from '../store/nearest-clocks.ts';
import { listMailAddressees } from '../store/outbound-emails.ts';
import { type ListedTicket, listTicketsById } from '../store/ticket-lists.ts';
import { listCustomersWhoSignIn, listNames } from '../store/users.ts';
import { type Touched, touchedBy } from './streams.ts';

/** Everything that a batch of commits shows, loaded once for all its audiences and languages. */
export type Picture = {
  touched: Touched[];
  tickets: ReadonlyMap<number, ListedTicket>;
  messages: ReadonlyMap<number, ConversationMessage>;
  attachments: readonly Attachment[];
  names: Omit<Names, 'requesterEmail'>;
  /** Customers of whom somebody can sign in: for the others nobody can be looking. */
  watchful: ReadonlySet<number>;
  handling: Handling;
  /** By ticket id: the commitment that comes first, where there is one. */
  clocks: ReadonlyMap<number, NearestClock>;
};

/** Six or seven queries, however many tickets were touched. */
export async function takePicture(
  database: Database,
  events: readonly TicketEvent[],
  now: Date,
): Promise<Picture> {
  const { people, outboundEmails } = idsNamedBy(events);
  const addressees = await listMailAddressees(database, outboundEmails);
  const touched = touchedBy(events, (id) => addressees.get(id)?.messageId ?? null);
  const pieces = touched.flatMap(({ staff }) => staff);
  const messageIds = new Set([
    ...events.flatMap((event) => messageOf(event) ?? []),
    ...pieces.flatMap((piece) => (piece.part === 'message' ? piece.messageId : [])),
  ]);
  const ticketIds = touched.map(({ ticketId }) => ticketId);
  const [tickets, messages, attachments, names, handling, clocks] = await Promise.all([
    listTicketsById(database, ticketIds),
    listMessagesById(database, [...messageIds]),
    messageIds.size > 0 ? listAttachments(database, [...messageIds]) : [],
    listNames(database, people),
    loadHandling(database, now),
    listNearestClocks(database, ticketIds),
  ]);
  const customers = tickets.map(({ customer }) => customer.id);
  return {
    touched,
    tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
    messages: new Map(messages.map((message) => [message.id, message])),
    attachments,
    names: { people: names, addressees },
    watchful: await listCustomersWhoSignIn(database, customers),
    handling,
    clocks,
  };
}
