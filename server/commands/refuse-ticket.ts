import type { RefusalGround } from '../domain/conduct/event.ts';
import { groundsAgainst } from '../domain/conduct/refusal-grounds.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { isEnded, isRefusable } from '../domain/ticket/status.ts';
import { ticketRefusedLetter } from '../letters/ticket-refused.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { ticketUrl } from './post-letter.ts';
import { writeReply } from './staff-reply.ts';

export type RefuseTicketInput = {
  number: string;
  ground: RefusalGround;
  /** What the customer is told, whole. */
  reasons: string;
};

/**
 * Staff refuse a ticket (I5): on one of the grounds that its kind admits, with reasons that its
 * customer reads on the portal and in a letter of its own. It can be opened again.
 */
export const refuseTicket: Command<RefuseTicketInput, { messageId: number }> = async (
  context,
  input,
) => {
  const { house } = context;
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (isEnded(ticket.status)) return refuse('already_decided');
  if (!isRefusable(ticket.status)) return refuse('status_not_reachable');
  if (!groundsAgainst(ticket.kind).includes(input.ground)) {
    return refuse('invalid_choice', { field: 'ground' });
  }
  const reasons = readField('reasons', input.reasons, { max: 10_000 });
  if (!reasons.ok) return reasons;

  const reply = await writeReply(context, ticket, { authorId: staff.id, body: reasons.value });
  const { messageId } = reply;
  const after = await continueHistory(context, ticket, [
    reply.event,
    { type: 'ticket_refused', data: { ground: input.ground, message: messageId } },
    { type: 'status_changed', data: { from: ticket.status, to: 'refused' } },
  ]);
  const letter = ticketRefusedLetter(reply.to, ticket, {
    ground: input.ground,
    reasons: reasons.value,
    authorName: staff.name,
    providerName: reply.provider.name,
    mailAddress: house.mailAddress,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  });
  await reply.post(letter, after);
  return accept({ messageId });
};
