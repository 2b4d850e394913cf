import { isStoppedByOneClick } from './optional-letters.ts';
import { OWN_MAIL_HEADER } from './recognise.ts';

export type OutgoingMail = {
  readonly letter: string;
  readonly locale: string;
  readonly automatic: boolean;
  readonly inReplyTo: string | null;
  readonly threadIds: readonly string[];
};

/** Letters that answer what somebody sent; the others tell something by themselves (RFC 3834, 5). */
const ANSWERS: ReadonlySet<string> = new Set([
  'acknowledgement',
  'acknowledgement_grouped',
  'complaint_acknowledgement',
  'request_acknowledgement',
  'dispute_received',
  'block_answer',
  'mail_too_large',
]);

/**
 * The headers of a mail of ours besides its addresses, subject and date: those that keep it in its
 * thread (RFC 5322, 3.6.4), that tell machines not to answer (RFC 3834), where automatic mail is
 * stopped (RFC 2369), and the one by which we know our own mail when it comes back.
 *
 * @param mailDomain names this installation to itself
 * @param choicesUrl its reader's choices about our mail; null where it has none
 */
export function outgoingHeaders(
  mail: OutgoingMail,
  { mailDomain, choicesUrl }: { mailDomain: string; choicesUrl: string | null },
): Record<string, string> {
  const headers: Record<string, string> = {
    [OWN_MAIL_HEADER]: mailDomain,
    'Content-Language': mail.locale,
  };
  if (mail.inReplyTo !== null) headers['In-Reply-To'] = bracketed(mail.inReplyTo);
  if (mail.threadIds.length > 0) headers.References = mail.threadIds.map(bracketed).join(' ');
  if (mail.automatic) {
    headers['Auto-Submitted'] = ANSWERS.has(mail.letter) ? 'auto-replied' : 'auto-generated';
    headers['X-Auto-Response-Suppress'] = 'All';
    if (choicesUrl !== null) headers['List-Unsubscribe'] = `<${choicesUrl}>`;
    // RFC 8058 wants TLS, so that only the mail's reader holds its address
    if (choicesUrl?.startsWith('https:') && isStoppedByOneClick(mail.letter)) {
      headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
    }
  }
  return headers;
}

/** A Message-ID as it travels. One that came from outside can't begin a header of its own. */
export function bracketed(messageId: string): string {
  return `<${messageId.replace(/[\s<>\p{Cc}]/gu, '')}>`;
}
