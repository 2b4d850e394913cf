import type { Handling } from '../domain/provider/working-now.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { messageOf } from '../presenters/conversation.ts';
import { idsNamedBy, type Names } from '../presenters/event-view.ts';
import { type Attachment, listAttachments } from '../store/attachments.ts';
import { type AnswerOfMessage, listAnswersOfMessages } from '../store/complaint-answers.ts';
import { type ComplaintLimit, listComplaintLimits } from '../store/complaint-limits.ts';
import { type ComplaintPaths, loadComplaintPaths } from '../store/complaint-paths.ts';
import type { Database } from '../store/connect.ts';
import { loadHandling } from '../store/handling.ts';
import { type ConversationMessage, listMessagesById } from '../store/messages.ts';
import { listNearestClocks, type NearestClock } from '../store/nearest-clocks.ts';
import { listMailAddressees } from '../store/outbound-emails.ts';
import { listRequestLimits, type RequestLimit } from '../store/request-limits.ts';
import { type ListedTicket, listTicketsById } from '../store/ticket-lists.ts';
import { listCustomersWhoSignIn, listNames } from '../store/users.ts';
import { type Touched, touchedBy } from './streams.ts';

/** Everything that a batch of commits shows, loaded once for all its audiences and languages. */
export type Picture = {
  touched: Touched[];
  tickets: ReadonlyMap<number, ListedTicket>;
  messages: ReadonlyMap<number, ConversationMessage>;
  attachments: readonly Attachment[];
  /** Formal answers to complaints, by the message that says them. */
  answers: ReadonlyMap<number, AnswerOfMessage>;
  /** Where the complaints among the tickets stand. */
  paths: ComplaintPaths | null;
  names: Omit<Names, 'requesterEmail'>;
  /** Customers of whom somebody can sign in: for the others nobody can be looking. */
  watchful: ReadonlySet<number>;
  handling: Handling;
  /** By ticket id: the commitment that comes first, where there is one. */
  clocks: ReadonlyMap<number, NearestClock>;
  /** By ticket id: the legal limit of those that are complaints. */
  limits: ReadonlyMap<number, ComplaintLimit>;
  /** By ticket id: the limit of those that are contract requests. */
  requests: ReadonlyMap<number, RequestLimit>;
};

/** Six to eight queries, however many tickets were touched; a few more where complaints were. */
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
  const [watchful, limits, requests, answers, paths] = await Promise.all([
    listCustomersWhoSignIn(database, customers),
    listComplaintLimits(database, tickets),
    listRequestLimits(database, tickets),
    listAnswersOfMessages(database, tickets, [...messageIds]),
    loadComplaintPaths(database, tickets),
  ]);
  return {
    touched,
    tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
    messages: new Map(messages.map((message) => [message.id, message])),
    attachments,
    answers,
    paths,
    names: { people: names, addressees },
    watchful,
    handling,
    clocks,
    limits,
    requests,
  };
}
