import { accept, refuse } from '../domain/outcome.ts';
import { insertStep } from '../store/diagnosis-steps.ts';
import { lockTicketById } from '../store/tickets.ts';
import type { Command } from './command.ts';
import { holdForStep } from './held-diagnosis.ts';
import { continueHistory } from './history.ts';
import { replyToTicket } from './reply-to-ticket.ts';

/**
 * An agent asks the customer to help the diagnosis along (4.3): a reply that waits for its answer,
 * so that the clocks stop (H4), listed among the diagnosis's steps.
 */
export const requestCollaboration: Command<
  { number: string; asked: string },
  { stepId: number }
> = async (context, { number, asked }) => {
  const { tx, now } = context;
  const held = await holdForStep(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const sent = await replyToTicket(context, {
    number,
    body: asked,
    files: [],
    statusAfter: 'waiting_customer',
    // the step tells it at once
    atOnce: true,
  });
  if (!sent.ok) return sent.field === 'body' ? { ...sent, field: 'asked' } : sent;
  const { messageId } = sent.value;
  const step = { ticketId: ticket.id, messageId, recordedBy: staff.id };
  const stepId = await insertStep(tx, { ...step, kind: 'collaboration' }, now);
  const after = await lockTicketById(tx, ticket.id);
  if (!after) return refuse('not_found');
  await continueHistory(context, after, [
    { type: 'collaboration_requested', data: { step: stepId, message: messageId } },
  ]);
  return accept({ stepId });
};
