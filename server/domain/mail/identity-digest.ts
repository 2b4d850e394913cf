import { createHash } from 'node:crypto';
import type { IncomingMail } from './incoming-mail.ts';

/**
 * What makes a mail the same mail whatever route it came by (IMAP and SMTP, two mailboxes, moved
 * and moved back): SHA-256, hex, over Message-ID, Date, From and the words and files it holds.
 * Relays rewrite headers (they tag the subject too), line ends, transfer encodings and trailing
 * blanks, so none of these counts.
 *
 * @returns null where a mail has neither Message-ID nor Date: a machine that repeats the same alert
 * says something new each time
 */
export function identityDigest(mail: IncomingMail): string | null {
  if (mail.messageId === null && mail.date === null) return null;
  const hash = createHash('sha256');
  const parts = [
    mail.messageId ?? '',
    mail.date?.toISOString() ?? '',
    mail.from?.address.toLowerCase() ?? '',
    squeeze(mail.text),
    squeeze(mail.html ?? ''),
    ...mail.attachments.map((file) => createHash('sha256').update(file.content).digest('hex')),
  ];
  // Lengths first, so that no text can pretend to be the next field.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}\n`);
  return hash.digest('hex');
}

function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
