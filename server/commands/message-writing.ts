import { randomBytes } from 'node:crypto';
import { messageDigest } from '../domain/proof/message-digest.ts';
import { insertAttachments, type NewAttachment } from '../store/attachments.ts';
import { insertMessage, type Message } from '../store/messages.ts';
import type { CommandContext } from './command.ts';

export type Said = Pick<Message, 'visibility' | 'authorId' | 'channel' | 'body'> & {
  subject?: string | null;
  quoted?: string;
  html?: string | null;
  heldUntil?: Date | null;
  attachments?: readonly NewAttachment[];
};

/** Prepares a message: its digest goes into the history, its words and files only into its rows. */
export function prepareMessage(said: Said) {
  const attachments = said.attachments ?? [];
  const words = {
    subject: said.subject ?? null,
    body: said.body,
    quoted: said.quoted ?? '',
    html: said.html ?? null,
  };
  const salt = randomBytes(16);
  return {
    said,
    words,
    salt,
    attachments,
    digest: messageDigest(salt, { ...words, attachments }),
  };
}

/** Writes a prepared message and its files. */
export async function writeMessage(
  { tx, now }: CommandContext,
  prepared: ReturnType<typeof prepareMessage>,
  { id, ticketId }: { id: number; ticketId: number },
): Promise<void> {
  const { said, words, salt, attachments } = prepared;
  const { visibility, authorId, channel } = said;
  await Promise.all([
    insertMessage(tx, {
      id,
      ticketId,
      visibility,
      authorId,
      channel,
      ...words,
      salt,
      createdAt: now,
      heldUntil: said.heldUntil ?? null,
    }),
    insertAttachments(tx, { ticketId, messageId: id }, attachments),
  ]);
}
