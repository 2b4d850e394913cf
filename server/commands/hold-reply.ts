import { type AskedStatus, holdUntil } from '../domain/ticket/held-reply.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { NewAttachment } from '../store/attachments.ts';
import { listDeadlines } from '../store/deadlines.ts';
import { nextMessageId } from '../store/messages.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';

/** Until when a reply that is written now is held; null where it leaves at once. */
export async function heldUntil(
  { tx, now, house }: CommandContext,
  ticket: Pick<Ticket, 'id'>,
): Promise<Date | null> {
  const { takeBackSeconds } = house;
  if (takeBackSeconds === 0) return null;
  return holdUntil(now, takeBackSeconds, await listDeadlines(tx, [ticket.id]));
}

/**
 * Writes a reply that waits to leave. It is kept as a note is, so that nothing that shows a customer
 * what is said can show this (V6); its event and its letters are those of the moment it leaves.
 */
export async function holdReply(
  context: CommandContext,
  ticket: Ticket,
  said: { authorId: number; body: string; attachments: readonly NewAttachment[] },
  { until, status }: { until: Date; status: AskedStatus },
): Promise<number> {
  const messageId = await nextMessageId(context.tx);
  const message = prepareMessage({
    ...said,
    visibility: 'internal',
    channel: 'desk',
    heldUntil: until,
  });
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  const data = { message: messageId, digest: message.digest, until: until.toISOString(), status };
  await continueHistory(context, ticket, [{ type: 'reply_held', data }]);
  return messageId;
}
