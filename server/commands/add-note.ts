import { accept } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { deleteDraft } from '../store/drafts.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

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

  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: body.value });
  await continueHistory(context, ticket, [note]);
  await deleteDraft(context.tx, { userId: staff.id, ticketId: ticket.id, kind: 'note' });
  return accept({ messageId: note.data.message });
};
