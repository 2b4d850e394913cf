import { Readable } from 'node:stream';
import type { SendMailOptions } from 'nodemailer';
import { bracketed, outgoingHeaders } from '../../server/domain/mail/outgoing-headers.ts';
import { moveReplyAddress } from '../../server/domain/mail/thread-token.ts';
import { type Attachment, readAttachmentPart } from '../../server/store/attachments.ts';
import type { Database } from '../../server/store/connect.ts';
import { readDocument, type StoredDocument } from '../../server/store/documents.ts';
import type { OutboundEmail } from '../../server/store/outbound-emails.ts';
import { type SigningKey, signedWith } from './signing-key.ts';

const CHUNK = 256 * 1024;

/** What a mail of ours says of who sends it. */
export type Sender = {
  providerName: string;
  mailAddress: string;
  mailDomain: string;
  /** The mail was written for another address of ours: answers are to come to this one. */
  rerouted: boolean;
  /** Signs for the sender's domain; null where it has no key. */
  dkim: SigningKey | null;
};

/**
 * The mail as nodemailer wants it. The envelope's sender is our own address, so that bounces come
 * back to us; the `Reply-To` carries the ticket's signed address.
 *
 * @param files its attachments: their bytes are read while they are sent
 * @param choicesUrl where its reader stops automatic mail; null where it can't
 */
export function composeMail(
  email: OutboundEmail,
  files: readonly NonNullable<SendMailOptions['attachments']>[number][],
  { sender, choicesUrl, date }: { sender: Sender; choicesUrl: string | null; date: Date },
): SendMailOptions {
  const ourselves = { name: sender.providerName, address: sender.mailAddress };
  return {
    from: ourselves,
    to: { name: email.toName, address: email.toAddress },
    ...(email.replyTo === null
      ? {}
      : { replyTo: { name: sender.providerName, address: replyAddress(email.replyTo, sender) } }),
    envelope: { from: sender.mailAddress, to: email.toAddress },
    messageId: bracketed(email.rfcMessageId),
    date,
    subject: email.subject,
    text: email.text,
    html: email.html,
    headers: outgoingHeaders(email, { mailDomain: sender.mailDomain, choicesUrl }),
    ...(sender.dkim && { dkim: signedWith(sender.dkim) }),
    attachments: [...files],
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function replyAddress(replyTo: string, { rerouted, mailAddress }: Sender): string {
  return rerouted ? moveReplyAddress(replyTo, mailAddress) : replyTo;
}

/** A kept file on its way out, read from the database piece by piece. */
export function attachmentToSend(database: Database, file: Attachment) {
  return {
    filename: file.name,
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType)
      ? file.contentType
      : 'application/octet-stream',
    contentDisposition: 'attachment' as const,
    content: Readable.from(readPieces(database, file)),
  };
}

/** A document on its way out; one whose bytes were erased is not sent as an empty one. */
export async function documentToSend(
  database: Database,
  { id, name, contentType }: StoredDocument,
) {
  const content = await readDocument(database, id);
  if (content === null) throw new Error(`Document ${id} has no bytes any more`);
  return { filename: name, contentType, contentDisposition: 'attachment' as const, content };
}

async function* readPieces(database: Database, { id, size }: Attachment): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < size; offset += CHUNK) {
    yield await readAttachmentPart(database, id, offset, CHUNK);
  }
}
