import { accept, refuse } from '../domain/outcome.ts';
import { listAttachments } from '../store/attachments.ts';
import { listDrafts, saveDraft } from '../store/drafts.ts';
import { findWrittenReply, markTakenBack } from '../store/held-replies.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** The longest draft that is kept. */
const LONGEST = 100_000;

/**
 * Whoever wrote a reply takes it back while it is held: nobody outside ever saw it, no clock took
 * notice of it, and its words are a draft again. They also stay on the ticket, for the history
 * holds their digest (V1).
 */
export const takeBackReply: Command<
  { number: string; messageId: number },
  /** How many files it had: they are to be attached again. */
  { files: number }
> = async (context, { number, messageId }) => {
  const { tx, now } = context;
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const reply = await findWrittenReply(tx, messageId);
  if (!reply || reply.ticketId !== ticket.id || reply.authorId !== staff.id) {
    return refuse('not_found');
  }
  const files = (await listAttachments(tx, [messageId])).length;
  // asked twice, done once
  if (reply.takenBackAt) return accept({ files });
  if (!reply.heldUntil || reply.heldUntil <= now) return refuse('too_late');
  await markTakenBack(tx, messageId, now);
  await giveBack(context, { userId: staff.id, ticketId: ticket.id }, reply.body);
  await continueHistory(context, ticket, [
    { type: 'reply_taken_back', data: { message: messageId } },
  ]);
  return accept({ files });
};

/** The words come before what was begun since; where that leaves no room, the ticket has them. */
async function giveBack(
  { tx, now }: CommandContext,
  { userId, ticketId }: { userId: number; ticketId: number },
  body: string,
): Promise<void> {
  const begun = (await listDrafts(tx, userId, ticketId)).find(({ kind }) => kind === 'reply');
  const whole = begun ? `${body}\n\n${begun.body}` : body;
  if (whole.length > LONGEST) return;
  await saveDraft(tx, { userId, ticketId, kind: 'reply', body: whole }, now);
}
