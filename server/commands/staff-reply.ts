import type { DataOf } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter } from '../letters/letter.ts';
import type { NewAttachment } from '../store/attachments.ts';
import { nextMessageId } from '../store/messages.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/**
 * Writes what a member of the staff says to a ticket's customer: on the portal with the
 * transaction, and by a letter that the command posts once the ticket is what its events make it.
 *
 * @returns the event of it, whom to write to, and how its letter is posted
 */
export async function writeReply(
  context: CommandContext,
  ticket: Pick<Ticket, 'id' | 'requesterId'>,
  {
    authorId,
    body,
    attachments = [],
  }: { authorId: number; body: string; attachments?: readonly NewAttachment[] },
) {
  const { tx } = context;
  const [messageId, letterId, provider, requester, threadIds] = await Promise.all([
    nextMessageId(tx),
    nextOutboundEmailId(tx),
    loadProvider(tx),
    findUser(tx, ticket.requesterId),
    listThreadIds(tx, ticket.id),
  ]);
  const said = { visibility: 'public', authorId, channel: 'desk', body, attachments } as const;
  const message = prepareMessage(said);
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  const data: DataOf<'reply_sent'> = {
    message: messageId,
    digest: message.digest,
    outbound_email: letterId,
  };
  return {
    messageId,
    letterId,
    provider,
    to: recipientOf(requester as User),
    event: { type: 'reply_sent', data } as const,
    post: (letter: Letter, after: Ticket, documents: readonly number[] = []) =>
      postLetter(context, letter, { id: letterId, ticket: after, messageId, threadIds, documents }),
  };
}
