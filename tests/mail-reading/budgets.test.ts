import { describe, expect, test } from '@jest/globals';
import { defaultBudget } from '../../mail-gateway/parse/budget.ts';
import { MailUnreadable } from '../../mail-gateway/parse/mail-unreadable.ts';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import { replyOf } from '../../server/domain/mail/split-reply.ts';
import { rawMail } from './write-mail.ts';

async function reasonOf(raw: Uint8Array, budget = defaultBudget): Promise<string | null> {
  try {
    await parseMail(raw, budget);
    return null;
  } catch (error) {
    if (error instanceof MailUnreadable) return error.reason;
    throw error;
  }
}

describe('a mail that would cost too much is told unreadable, with its reason', () => {
  test('5,000 parts, side by side', async () => {
    const body = '--x\r\n\r\na\r\n'.repeat(5_000);
    expect(await reasonOf(rawMail(['Content-Type: multipart/mixed; boundary=x'], body))).toBe(
      'too_many_parts',
    );
  });

  test('5,000 parts, one in the other', async () => {
    const nested = Array.from(
      { length: 5_000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    expect(await reasonOf(Buffer.from(nested))).toBe('too_deep');
    expect(await reasonOf(Buffer.from('Content-Type: message/rfc822\r\n\r\n'.repeat(5_000)))).toBe(
      'too_deep',
    );
  });

  test('a header of two megabytes', async () => {
    expect(await reasonOf(rawMail([`X-Long: ${'a'.repeat(2_000_000)}`]))).toBe('header_too_large');
  });

  test('more bytes than allowed, none at all', async () => {
    expect(await reasonOf(rawMail([], 'Bonjour'), { ...defaultBudget, maxBytes: 10 })).toBe(
      'too_large',
    );
    expect(await reasonOf(new Uint8Array())).toBe('empty');
    expect(await reasonOf(Buffer.from('\r\n \r\n'))).toBe('empty');
  });

  test('more time than allowed', async () => {
    const body = 'a\r\n'.repeat(50_000);
    expect(await reasonOf(rawMail([], body), { ...defaultBudget, maxMilliseconds: -1 })).toBe(
      'too_slow',
    );
  });
});

describe('hostile mails are read in linear time', () => {
  test.each([
    ['open brackets', rawMail([`To: ${'('.repeat(500_000)}`])],
    ['open quotes', rawMail([`To: ${'\\"'.repeat(250_000)}`])],
    ['encoded words', rawMail([`Subject: ${'=?utf-8?q?a?= '.repeat(50_000)}`])],
    ['parameters', rawMail([`Content-Type: text/plain; ${'a="b;'.repeat(100_000)}`])],
    [
      'brackets in a parameter',
      rawMail([`Content-Type: text/plain; name=a${'('.repeat(300_000)}b`]),
    ],
    ['quotes in an address', rawMail([`To: <a${"'".repeat(300_000)}b@c.example>`])],
    ['an id of blanks', rawMail([`Message-ID: a${' '.repeat(300_000)}b`])],
    ['an id of brackets', rawMail([`References: a${'>'.repeat(300_000)}b`])],
    ['quote marks', rawMail([], `${'>'.repeat(1_000_000)}\n`)],
    ['rules', rawMail([], `${'-'.repeat(190)}x\n`.repeat(20_000))],
    ['blank lines', rawMail([], '\n'.repeat(2_000_000))],
    ['deep HTML', rawMail(['Content-Type: text/html'], '<div>'.repeat(200_000))],
    ['deep quotations', rawMail(['Content-Type: text/html'], '<blockquote>a'.repeat(100_000))],
  ])('%s', async (_, raw) => {
    const started = performance.now();
    replyOf(await parseMail(raw));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
