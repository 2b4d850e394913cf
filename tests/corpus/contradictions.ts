import type { Explained, Verdict } from './compare.ts';
import { fold } from './compare-reading.ts';

/**
 * Why an origin's assertion cannot be met: another origin, a standard or the product's own rule
 * says the contrary. Rules about kinds of mail, never about one; what they explain stays a miss.
 */
export function contradiction(verdict: Verdict, mail: Explained | null): string | null {
  const { what, expected } = verdict;
  const actual = typeof verdict.actual === 'string' ? verdict.actual : null;
  if (what === 'is_bounce' && expected === true && mail?.nature === 'delay') {
    return 'a warning of delay: RFC 3464 tells it from a failure, and another origin asserts that it is no bounce';
  }
  if (what === 'is_auto_reply' && expected === true && mail?.nature === 'machine_alert') {
    return 'generated, but not in answer to anything: an alert, which opens a ticket unanswered';
  }
  if (what === 'attachment_count' && mail?.attachments.some(isMail)) {
    return 'the origin also counts the files inside a forwarded mail, which is kept as one file';
  }
  if (what === 'hard' && actual?.startsWith('true') && /filtered/.test(String(expected))) {
    return 'the server says that nobody has this address; the origin files it under what filters refuse';
  }
  if (verdict.aim === 'reply' && keepsSignature(verdict, mail)) {
    return 'the origin keeps the signature, two others fold it';
  }
  return verdict.aim === 'reply' && typeof expected === 'string' && actual !== null
    ? quotedOtherwise(expected, actual)
    : null;
}

/** Where a quotation stands in an answer, origins part ways. */
function quotedOtherwise(expected: string, shown: string): string | null {
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  const unquoted = (text: string) => bare(lines(text).filter((line) => !isQuote(line)));
  const unmarked = lines(shown).map((line) => line.replace(/^[> ]+/, ''));
  if (bare(unmarked) === bare(lines(expected))) {
    return 'what the author cites is shown with its mark, which text has and HTML draws';
  }
  if (lines(expected).some(isQuote) && unquoted(expected) === bare(lines(shown))) {
    return 'the origin shows the mail that stands under a header of its own between two answers, others fold it';
  }
  if (bare(lines(shown)).startsWith(bare(lines(expected)))) {
    return 'the origin takes words below a quotation for a signature; they may be the answer, and are shown';
  }
  return null;
}

function isQuote(line: string): boolean {
  return /^\s*>/.test(line);
}

function bare(lines: readonly string[]): string {
  return lines.join('').replace(/\s+/g, '');
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
