import { accept } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { deleteDraft } from '../store/drafts.ts';
import { nextMessageId } from '../store/messages.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';

/** An internal note: no mail, and nothing of it on any customer's page or stream (V6). */
export const addNote: Command<{ number: string; body: string }, { messageId: number }> = async (
  context,
  input,
) => {
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;

  const messageId = await nextMessageId(context.tx);
  const message = prepareMessage({
    visibility: 'internal',
    authorId: staff.id,
    channel: 'desk',
    body: body.value,
  });
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  await continueHistory(context, ticket, [
    { type: 'note_added', data: { message: messageId, digest: message.digest } },
  ]);
  await deleteDraft(context.tx, { userId: staff.id, ticketId: ticket.id, kind: 'note' });
  return accept({ messageId });
};
