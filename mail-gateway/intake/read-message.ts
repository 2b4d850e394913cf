import type { MailReading } from '../../server/commands/intake.ts';
import { defaultBudget } from '../parse/budget.ts';
import { MailUnreadable } from '../parse/mail-unreadable.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { sanitizeMailHtml } from '../sanitize-html.ts';

/** A message as it was recorded: its bytes, and whom it was delivered to. */
export type KeptMessage = { readonly raw: Uint8Array; readonly envelopeTo: readonly string[] };

/** What can be made of raw bytes: a mail, or why it can't be read, as a reason of quarantine. */
export type ReadMessage = { ok: true; reading: MailReading } | { ok: false; reason: string };

/**
 * Reads a raw message within its budget.
 *
 * @param sizeLimit bytes; a larger one is not read at all
 */
export async function readMessage(
  { raw, envelopeTo }: KeptMessage,
  sizeLimit: number,
): Promise<ReadMessage> {
  try {
    const mail = await parseMail(raw, { ...defaultBudget, maxBytes: sizeLimit });
    const safeHtml = mail.html === null ? null : sanitizeMailHtml(mail.html).html;
    return { ok: true, reading: { mail, safeHtml, envelopeTo } };
  } catch (error) {
    if (error instanceof MailUnreadable) return { ok: false, reason: `unreadable:${error.reason}` };
    throw error;
  }
}
