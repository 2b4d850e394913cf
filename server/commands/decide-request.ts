import { REQUEST_GROUNDS, type RequestGround } from '../domain/contract-request/event.ts';
import { groundsFor } from '../domain/contract-request/grounds.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { statusAfterStaffReply } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { requestAcceptedLetter, requestRefusedLetter } from '../letters/contract-request.ts';
import { updateContractRequest } from '../store/contract-requests.ts';
import { nextMessageId } from '../store/messages.ts';
import type { Command } from './command.ts';
import { holdRequest } from './held-request.ts';
import { continueHistory } from './history.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { postRequestLetter, requestPost } from './request-post.ts';

/**
 * Staff accept a withdrawal, a cancellation or a termination. A refund is decided on its
 * computation, for somebody who was found to be who it says; the customer reads it line by line.
 */
export const acceptRequest: Command<{ number: string }, null> = async (context, { number }) => {
  const { tx, now } = context;
  const held = await holdRequest(context, number);
  if (!held.ok) return held;
  const { ticket, request, staff } = held.value;
  const { kind, computation, effectiveOn, refundBy } = request;
  if (request.state !== 'received') return refuse('already_decided');
  if (request.quality === 'professional') return refuse('consumers_only');
  if (request.identity === null) return refuse('not_identified');
  if (kind !== 'termination' && computation === null) return refuse('refund_not_computed');

  const post = await requestPost(context, ticket, kind);
  await updateContractRequest(tx, {
    ...request,
    state: 'accepted',
    decidedBy: staff.id,
    decidedAt: now,
  });
  // a refund is still to be made; a termination has nothing left but its day to come
  const status = kind === 'termination' ? 'resolved' : null;
  await continueHistory(context, ticket, [
    {
      type: 'contract_request_accepted',
      data: {
        refund_cents: computation?.refundCents ?? null,
        effective_on: effectiveOn,
        outbound_email: post.letterId,
      },
    },
    ...statusMove(ticket, status),
  ]);
  const authorName = staff.name;
  const letter = requestAcceptedLetter(post.to, {
    ...post.facts,
    computation,
    effectiveOn,
    refundBy,
    authorName,
  });
  await postRequestLetter(context, ticket, post, letter);
  return accept(null);
};

export type RequestRefusalInput = {
  number: string;
  ground: RequestGround;
  /** What the customer is told, whole. */
  reasons: string;
};

/** Staff refuse a request, on a ground that the facts bear out and with reasons (L221-28). */
export const refuseRequest: Command<RequestRefusalInput, { messageId: number }> = async (
  context,
  { number, ground, reasons },
) => {
  const { tx, now } = context;
  const held = await holdRequest(context, number);
  if (!held.ok) return held;
  const { ticket, request, staff } = held.value;
  if (request.state !== 'received') return refuse('already_decided');
  if (!REQUEST_GROUNDS.includes(ground) || !groundsFor(request).includes(ground)) {
    return refuse('invalid_choice', { field: 'ground' });
  }
  const told = readField('reasons', reasons, { max: 20_000 });
  if (!told.ok) return told;

  const [post, messageId] = await Promise.all([
    requestPost(context, ticket, request.kind),
    nextMessageId(tx),
  ]);
  const message = prepareMessage({
    visibility: 'public',
    authorId: staff.id,
    channel: 'desk',
    body: told.value,
  });
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  await updateContractRequest(tx, {
    ...request,
    state: 'refused',
    ground,
    decidedBy: staff.id,
    decidedAt: now,
  });
  const { letterId } = post;
  await continueHistory(context, ticket, [
    {
      type: 'reply_sent',
      data: { message: messageId, digest: message.digest, outbound_email: letterId },
    },
    {
      type: 'contract_request_refused',
      data: { ground, message: messageId, outbound_email: letterId },
    },
    ...statusMove(ticket, 'resolved'),
  ]);
  const authorName = staff.name;
  const words = { ...post.facts, ground, reasons: told.value, authorName };
  await postRequestLetter(context, ticket, post, requestRefusedLetter(post.to, words), messageId);
  return accept({ messageId });
};

/** What a decision makes of the ticket's status. */
export function statusMove(
  { status: from }: Pick<Ticket, 'status'>,
  wanted: 'resolved' | null,
): TicketEventData[] {
  const to = statusAfterStaffReply(from, wanted);
  return to === from ? [] : [{ type: 'status_changed', data: { from, to } }];
}
