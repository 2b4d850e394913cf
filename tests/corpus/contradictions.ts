import type { Explained, Verdict } from './compare.ts';
import { fold } from './compare-reading.ts';

/**
 * Why an origin's assertion cannot be met: another origin, a standard or the product's own rule
 * says the contrary. Rules about kinds of mail, never about one; what they explain stays a miss.
 */
export function contradiction(verdict: Verdict, mail: Explained | null): string | null {
  const { what, expected } = verdict;
  if (what === 'is_bounce' && expected === true && mail?.nature === 'delay') {
    return 'a warning of delay: RFC 3464 tells it from a failure, and another origin asserts that it is no bounce';
  }
  if (what === 'is_auto_reply' && expected === true && mail?.nature === 'machine_alert') {
    return 'generated, but not in answer to anything: an alert, which opens a ticket unanswered';
  }
  if (what === 'attachment_count' && mail?.attachments.some(isMail)) {
    return 'the origin also counts the files inside a forwarded mail, which is kept as one file';
  }
  if (verdict.aim === 'reply' && keepsSignature(verdict, mail)) {
    return 'the origin keeps the signature, two others fold it';
  }
  return null;
}

function isMail(file: { type: string }): boolean {
  return file.type === 'message/rfc822';
}

function keepsSignature({ expected, actual }: Verdict, mail: Explained | null): boolean {
  if (typeof expected !== 'string' || typeof actual !== 'string' || !mail) return false;
  const [wanted, shown] = [fold(expected), fold(actual)];
  return (
    wanted.startsWith(shown) && fold(mail.quoted).startsWith(wanted.slice(shown.length).trim())
  );
}
