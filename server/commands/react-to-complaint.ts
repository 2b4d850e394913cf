import { mayReact } from '../domain/complaint/move.ts';
import { levelOf } from '../domain/complaint/path.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { nextMessageId } from '../store/messages.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdComplaintAsContact } from './held-complaint.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';

export type ReactToComplaintInput = {
  number: string;
  satisfied: boolean;
  /** Why it is not; empty where the customer says no more. */
  reasons?: string;
};

/** The customer says that an answer is enough, which ends its complaint, or that it isn't. */
export const reactToComplaint: Command<ReactToComplaintInput, null> = async (
  context,
  { number, satisfied, reasons = '' },
) => {
  const held = await holdComplaintAsContact(context, number);
  if (!held.ok) return held;
  const { path, ticket, contact } = held.value;
  const level = levelOf(path);
  if (level === 3) return refuse('complaint_moved_on');
  const allowed = mayReact(path, level);
  if (!allowed.ok) return allowed;
  const events: TicketEventData[] = [{ type: 'complaint_reaction', data: { level, satisfied } }];
  if (!satisfied && reasons.trim() !== '') {
    const body = readField('reasons', reasons, { max: 50_000 });
    if (!body.ok) return body;
    const said = { visibility: 'public', authorId: contact.id, channel: 'portal' } as const;
    const message = prepareMessage({ ...said, body: body.value });
    const id = await nextMessageId(context.tx);
    await writeMessage(context, message, { id, ticketId: ticket.id });
    const { digest } = message;
    events.unshift({
      type: 'message_received',
      data: { message: id, digest, channel: 'portal' },
    });
  }
  if (satisfied && ticket.status !== 'closed') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'closed' } });
  }
  await continueComplaint(context, held.value, events);
  return accept(null);
};
