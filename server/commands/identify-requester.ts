import type { IdentityMeans } from '../domain/contract-request/event.ts';
import { isRequestKind } from '../domain/contract-request/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { readIdentityToken } from '../security/identity-link.ts';
import { findContractRequest, updateContractRequest } from '../store/contract-requests.ts';
import { nextMessageId } from '../store/messages.ts';
import { lockTicket } from '../store/tickets.ts';
import type { Command, CommandContext } from './command.ts';
import { holdRequest } from './held-request.ts';
import { holdAsRequester } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';

/** Whoever holds the link of the acknowledgement reads the address that the request gave (R3). */
export const identifyByLink: Command<{ token: string }, null> = async (context, { token }) => {
  const { secret, previousSecrets } = context.house;
  const numbers = [secret, ...previousSecrets].map((each) => readIdentityToken(each, token));
  const number = numbers.find((known) => known !== null) ?? null;
  const ticket = number === null ? null : await lockTicket(context.tx, number);
  return ticket ? identify(context, ticket, 'link') : refuse('not_found');
};

/** The contact says on its ticket's own page that it was itself: it signed in with that address. */
export const identifyBySession: Command<{ number: string }, null> = async (context, { number }) => {
  const held = await holdAsRequester(context, number);
  if (!held.ok) return held;
  const { ticket, contact } = held.value;
  // a colleague of the same customer is somebody else
  if (ticket.requesterId !== contact.id) return refuse('forbidden');
  return identify(context, ticket, 'session');
};

/** Staff found out otherwise who asks; the note says how. No request is lost for want of a click. */
export const identifyByStaff: Command<{ number: string; how: string }, null> = async (
  context,
  { number, how },
) => {
  const held = await holdRequest(context, number);
  if (!held.ok) return held;
  const { ticket, request, staff } = held.value;
  if (request.identity !== null) return accept(null);
  const body = readField('how', how, { max: 5_000 });
  if (!body.ok) return body;
  const messageId = await nextMessageId(context.tx);
  const note = prepareMessage({
    visibility: 'internal',
    authorId: staff.id,
    channel: 'desk',
    body: body.value,
  });
  await writeMessage(context, note, { id: messageId, ticketId: ticket.id });
  return identify(context, ticket, 'staff', [
    { type: 'note_added', data: { message: messageId, digest: note.digest } },
  ]);
};

/** Once only: confirming again changes nothing. */
async function identify(
  context: CommandContext,
  ticket: Ticket,
  means: IdentityMeans,
  also: readonly TicketEventData[] = [],
): Promise<Outcome<null>> {
  const { tx } = context;
  const request = isRequestKind(ticket.kind) ? await findContractRequest(tx, ticket.id) : null;
  if (!request) return refuse('not_a_request');
  if (request.identity !== null) return accept(null);
  await updateContractRequest(tx, { ...request, identity: means });
  await continueHistory(context, ticket, [
    ...also,
    { type: 'contract_request_identified', data: { means } },
  ]);
  return accept(null);
}
