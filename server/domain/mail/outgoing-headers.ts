import { OWN_MAIL_HEADER } from './recognise.ts';

export type OutgoingMail = {
  readonly letter: string;
  readonly locale: string;
  readonly automatic: boolean;
  readonly inReplyTo: string | null;
  readonly threadIds: readonly string[];
};

/**
 * The headers of a mail of ours besides its addresses, subject and date: those that keep it in its
 * thread (RFC 5322, 3.6.4), that tell machines not to answer (RFC 3834), and the one by which we
 * know our own mail when it comes back.
 *
 * @param mailDomain names this installation to itself
 */
export function outgoingHeaders(mail: OutgoingMail, mailDomain: string): Record<string, string> {
  const headers: Record<string, string> = {
    [OWN_MAIL_HEADER]: mailDomain,
    'Content-Language': mail.locale,
  };
  if (mail.inReplyTo !== null) headers['In-Reply-To'] = bracketed(mail.inReplyTo);
  if (mail.threadIds.length > 0) headers.References = mail.threadIds.map(bracketed).join(' ');
  if (mail.automatic) {
    headers['Auto-Submitted'] =
      mail.letter === 'acknowledgement' ? 'auto-replied' : 'auto-generated';
    headers['X-Auto-Response-Suppress'] = 'All';
  }
  return headers;
}

/** A Message-ID as it travels. One that came from outside can't begin a header of its own. */
export function bracketed(messageId: string): string {
  return `<${messageId.replace(/[\s<>\p{Cc}]/gu, '')}>`;
}
