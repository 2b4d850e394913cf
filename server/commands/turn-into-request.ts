import { REQUEST_KINDS, type RequestKind } from '../domain/contract-request/event.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { REQUALIFIABLE, type Ticket } from '../domain/ticket/ticket.ts';
import { may } from '../domain/user/permission.ts';
import type { Db } from '../store/connect.ts';
import { listEvents } from '../store/events.ts';
import { findInboundEmail } from '../store/inbound-emails.ts';
import { type ConversationMessage, findConversationMessage } from '../store/messages.ts';
import { linkTickets } from '../store/tickets.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { openContractRequest } from './contract-request-opening.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { recipientOf } from './post-letter.ts';

export type TurnIntoRequestInput = {
  /** The ticket whose customer used one of these rights in its own words. */
  number: string;
  /** The message that says so; null for the first. */
  messageId: number | null;
  kind: RequestKind;
  service: string;
  /** `YYYY-MM-DD` as the customer said; empty where it said none. */
  orderedOn: string;
  promisedOn: string;
  wantedOn: string;
};

/**
 * Staff read in a ticket that its customer withdraws, cancels or terminates: the request becomes a
 * ticket of its own, linked, with the customer's words and the day on which they were received.
 */
export const turnIntoRequest: Command<TurnIntoRequestInput, { number: string }> = async (
  context,
  input,
) => {
  const { tx, now, actor } = context;
  if (!may(actor, 'decide_requests')) return refuse('forbidden');
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (!REQUALIFIABLE.includes(ticket.kind)) return refuse('kind_fixed');
  if (!REQUEST_KINDS.includes(input.kind)) return refuse('invalid_choice', { field: 'kind' });
  const service = readField('service', input.service, { max: 300, line: true });
  if (!service.ok) return service;
  const [requester, asked] = await Promise.all([
    findUser(tx, ticket.requesterId),
    findAsked(tx, ticket, input.messageId),
  ]);
  if (!requester) return refuse('not_found');
  if (!asked) return refuse('invalid_choice', { field: 'message' });

  const opened = await openContractRequest(context, {
    kind: input.kind,
    channel: ticket.channel,
    subject: ticket.subject,
    customerId: ticket.customerId,
    requester: { ...recipientOf(requester), userId: requester.id },
    // the day it counts from is the one on which it was asked
    receivedAt: asked.receivedAt,
    said: {
      visibility: 'public',
      authorId: requester.id,
      channel: asked.channel,
      body: asked.body,
    },
    declared: { service: service.value, name: requester.name, postalAddress: null },
    days: {
      orderedOn: input.orderedOn || null,
      promisedOn: input.promisedOn || null,
      wantedOn: input.wantedOn || null,
    },
    identity: null,
    acknowledge: 'now',
    linkedFrom: ticket.number,
  });
  if (!opened.ok) return opened;
  const { number, id } = opened.value.ticket;
  await continueHistory(context, ticket, [{ type: 'ticket_linked', data: { ticket: number } }]);
  await linkTickets(tx, ticket.id, id, now);
  return accept({ number });
};

/**
 * The message in which it was asked, with the moment it reached us: a mail's own, where it came by
 * mail (I6). A note is none, nor what we answered.
 */
async function findAsked(
  db: Db,
  ticket: Ticket,
  messageId: number | null,
): Promise<(ConversationMessage & { receivedAt: Date }) | null> {
  const received = (await listEvents(db, ticket.id)).flatMap(({ type, data }) =>
    type === 'message_received' || type === 'message_moved_in' ? [data] : [],
  );
  const fact = messageId === null ? received[0] : received.find((one) => one.message === messageId);
  const message = fact && (await findConversationMessage(db, fact.message));
  // somebody from outside asks nothing in the customer's name
  if (!message || message.author.outside) return null;
  const email =
    fact.inbound_email === undefined ? null : await findInboundEmail(db, fact.inbound_email);
  return { ...message, receivedAt: email?.receivedAt ?? message.createdAt };
}
