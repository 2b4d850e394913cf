import { createHash } from 'node:crypto';
import type { IncomingMail } from './incoming-mail.ts';
import type { ProofVerdict } from './sender-proof.ts';

/** What a mail is known by, and what else it would be the same mail as. */
export type MailIdentity = {
  /** Hex: what is kept with it, and nobody else may have. */
  readonly own: string;
  /** Hex: whatever has one of these came before it. */
  readonly same: readonly string[];
};

/**
 * A copy that acts on less doesn't stand for the mail itself: whoever sends a mail of somebody
 * else's beforehand, as an automatic answer or from a server that isn't its author's, must not have
 * the true one taken for a repetition.
 *
 * @param recorded it is of a nature that is put on record and does nothing else
 */
export function mailIdentity(
  mail: IncomingMail,
  { recorded, verdict }: { recorded: boolean; verdict: ProofVerdict | null },
): MailIdentity | null {
  const digest = identityDigest(mail);
  if (digest === null) return null;
  const natures = recorded ? ['recorded', ''] : [''];
  // only proof tells a true mail from its forgery: without any, the first one counts
  const origins = verdict === 'fail' ? ['forged', ''] : verdict === 'pass' ? [''] : ['', 'forged'];
  const same = natures.flatMap((nature) =>
    origins.map((origin) => setApart(digest, nature, origin)),
  );
  return { own: same[0] as string, same };
}

function setApart(digest: string, nature: string, origin: string): string {
  if (nature === '' && origin === '') return digest;
  return createHash('sha256').update(`${nature}\n${origin}\n${digest}`).digest('hex');
}

/**
 * What makes a mail the same mail whatever route it came by (IMAP and SMTP, two mailboxes, moved
 * and moved back): SHA-256, hex, over Message-ID, Date, From and the words and files it holds.
 * Relays rewrite headers (they tag the subject too, in brackets), line ends, transfer encodings and trailing
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
    // without a Message-ID, machines that write in the same second differ by what they call it
    ...(mail.messageId === null ? [squeeze(mail.subject.replace(/\[[^\]]*\]/g, ''))] : []),
    ...mail.attachments.map((file) => createHash('sha256').update(file.content).digest('hex')),
  ];
  // Lengths first, so that no text can pretend to be the next field.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}\n`);
  return hash.digest('hex');
}

function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
