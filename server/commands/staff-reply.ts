import type { DataOf } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from '../letters/letter.ts';
import type { NewAttachment } from '../store/attachments.ts';
import { nextMessageId } from '../store/messages.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { listParticipants } from '../store/participants.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/** Who takes part beside the requester, and the mail of its own that a reply goes by. */
export type Copy = {
  readonly letterId: number;
  readonly to: Recipient;
  readonly ofCustomer: boolean;
};

/**
 * Writes what a member of the staff says to a ticket's customer: on the portal with the
 * transaction, and by a letter that the command posts once the ticket is what its events make it.
 *
 * @param said.copied whether it also goes to who takes part beside the requester; what is formal
 *   is the requester's alone
 * @returns the event of it, whom to write to, and how its letters are posted
 */
export async function writeReply(
  context: CommandContext,
  ticket: Pick<Ticket, 'id' | 'requesterId' | 'customerId'>,
  {
    authorId,
    body,
    attachments = [],
    copied = false,
  }: {
    authorId: number;
    body: string;
    attachments?: readonly NewAttachment[];
    copied?: boolean;
  },
) {
  const messageId = await nextMessageId(context.tx);
  const said = { visibility: 'public', authorId, channel: 'desk', body, attachments } as const;
  const message = prepareMessage(said);
  const [reply] = await Promise.all([
    addressReply(context, ticket, { messageId, digest: message.digest, copied }),
    writeMessage(context, message, { id: messageId, ticketId: ticket.id }),
  ]);
  return reply;
}

export type AddressedReply = Awaited<ReturnType<typeof addressReply>>;

/** The same for a reply whose words are written: draws its letters, one for each reader. */
export async function addressReply(
  context: CommandContext,
  ticket: Pick<Ticket, 'id' | 'requesterId' | 'customerId'>,
  { messageId, digest, copied }: { messageId: number; digest: string; copied: boolean },
) {
  const { tx } = context;
  const [letterId, provider, requester, threadIds, copies] = await Promise.all([
    nextOutboundEmailId(tx),
    loadProvider(tx),
    findUser(tx, ticket.requesterId),
    listThreadIds(tx, ticket.id),
    copied ? prepareCopies(context, ticket) : [],
  ]);
  const data: DataOf<'reply_sent'> = {
    message: messageId,
    digest,
    outbound_email: letterId,
    ...(copies.length === 0 ? {} : { copies: copies.map((copy) => copy.letterId) }),
  };
  return {
    messageId,
    letterId,
    provider,
    to: recipientOf(requester as User),
    event: { type: 'reply_sent', data } as const,
    post: (letter: Letter, after: Ticket, documents: readonly number[] = []) =>
      postLetter(context, letter, { id: letterId, ticket: after, messageId, threadIds, documents }),
    /** Each its own mail: what becomes of one says nothing of the others. */
    postCopies: async (letterTo: (copy: Copy) => Letter, after: Ticket) => {
      for (const copy of copies) {
        const ids = await listThreadIds(tx, ticket.id, copy.to.userId);
        const subject = { id: copy.letterId, ticket: after, messageId, threadIds: ids };
        await postLetter(context, letterTo(copy), subject);
      }
    },
  };
}

async function prepareCopies(
  { tx }: CommandContext,
  ticket: Pick<Ticket, 'id' | 'customerId'>,
): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const participant of await listParticipants(tx, ticket.id)) {
    if (participant.disabledAt !== null) continue;
    copies.push({
      letterId: await nextOutboundEmailId(tx),
      to: recipientOf(participant),
      ofCustomer: participant.customerId === ticket.customerId,
    });
  }
  return copies;
}
