import type { MailReading } from '../../server/commands/intake.ts';
import { recognise } from '../../server/domain/mail/recognise.ts';
import type { SenderProof } from '../../server/domain/mail/sender-proof.ts';
import { replyOf } from '../../server/domain/mail/split-reply.ts';
import { cleanText } from '../../server/domain/text-field.ts';
import { defaultBudget } from '../parse/budget.ts';
import { MailUnreadable } from '../parse/mail-unreadable.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { sanitizeMailHtml } from '../sanitize-html.ts';

/** A message as it was recorded: its bytes, and how it came. */
export type KeptMessage = {
  readonly raw: Uint8Array;
  readonly envelopeTo: readonly string[];
  readonly receivedAt: Date;
  /** Who sent it as far as SMTP goes; '' for a bounce, and where a mailbox held it. */
  readonly envelopeFrom?: string;
  /** Whom our own SMTP was handed it by; absent where a mailbox held it. */
  readonly client?: { readonly ip: string; readonly helo: string } | null;
  /** What was found out of its sender when it came: keys are withdrawn since. */
  readonly proof?: SenderProof | null;
};

/** What can be made of raw bytes: a mail, or why it can't be read, as a reason of quarantine. */
export type ReadMessage = { ok: true; reading: MailReading } | { ok: false; reason: string };

/** `sizeLimit` in bytes: a larger message is not read at all. `ownDomain`: see `recognise`. */
export type ReadingRules = { readonly sizeLimit: number; readonly ownDomain: string };

/**
 * All that looks at what strangers wrote: structure, words, HTML, who wrote it, what is quoted.
 * In one place, so that one budget of time and memory holds it (see `reader/`).
 */
export async function readMessage(
  { raw, envelopeTo }: KeptMessage,
  { sizeLimit, ownDomain }: ReadingRules,
): Promise<ReadMessage> {
  try {
    const mail = await parseMail(raw, { ...defaultBudget, maxBytes: sizeLimit });
    const safeHtml = mail.html === null ? null : sanitizeMailHtml(mail.html).html;
    const recognition = recognise(mail, ownDomain);
    const reply = replyOf({ text: cleanText(mail.text), bodyText: cleanText(mail.bodyText) });
    return { ok: true, reading: { mail, recognition, reply, safeHtml, envelopeTo } };
  } catch (error) {
    if (error instanceof MailUnreadable) return { ok: false, reason: `unreadable:${error.reason}` };
    throw error;
  }
}
