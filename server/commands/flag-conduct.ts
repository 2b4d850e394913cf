import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { insertFlag, listSaidByCustomer, nextFlagId } from '../store/conduct-flags.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

/** A flag points to what was said, not to a whole life's correspondence. */
const MOST_MESSAGES = 50;

export type FlagConductInput = {
  number: string;
  /** What the customer said that is the evidence. */
  messageIds: readonly number[];
  /** Why: it becomes an internal note. */
  note: string;
};

/** An agent puts abusive conduct on record, with its evidence (I5). The customer never sees it. */
export const flagConduct: Command<FlagConductInput, { flagId: number }> = async (
  context,
  { number, messageIds: given, note: why },
) => {
  const { tx, now } = context;
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const chosen = [...new Set(given)];
  if (chosen.length === 0) return refuse('required', { field: 'messages' });
  const messageIds =
    chosen.length > MOST_MESSAGES ? [] : await listSaidByCustomer(tx, ticket.id, chosen);
  if (messageIds.length !== chosen.length) return refuse('invalid_choice', { field: 'messages' });
  const body = readField('note', why, { max: 10_000 });
  if (!body.ok) return body;

  const flagId = await nextFlagId(tx);
  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: body.value });
  const noteId = note.data.message;
  await insertFlag(
    tx,
    {
      id: flagId,
      customerId: ticket.customerId,
      ticketId: ticket.id,
      messageIds,
      noteId,
      flaggedBy: staff.id,
    },
    now,
  );
  await continueHistory(context, ticket, [
    note,
    { type: 'conduct_flagged', data: { flag: flagId, messages: messageIds, note: noteId } },
  ]);
  return accept({ flagId });
};
