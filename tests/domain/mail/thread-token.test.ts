import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { threadHints } from '../../../server/domain/mail/thread-hints.ts';
import {
  makeMessageId,
  makeReplyAddress,
  moveReplyAddress,
  verifyMessageId,
  verifyReplyAddress,
} from '../../../server/domain/mail/thread-token.ts';
import { aMail } from './a-mail.ts';

const SECRET = 'un secret de test assez long';
const address = makeReplyAddress('support@alize.example', '2026-000318', SECRET);
const messageId = makeMessageId('2026-000318', 'x7-1', 'alize.example', SECRET);

const numbers = fc
  .tuple(fc.integer({ min: 2000, max: 9999 }), fc.integer({ min: 1, max: 999_999_999 }))
  .map(([year, rank]) => `${year}-${String(rank).padStart(6, '0')}`);
const secrets = fc.string({ minLength: 1, maxLength: 64 });

describe('tokens', () => {
  test('look like this', () => {
    expect(address).toMatch(/^support\+2026-000318\.[a-z2-7]{16}@alize\.example$/);
    expect(messageId).toMatch(/^2026-000318\.x7-1\.[a-z2-7]{16}@alize\.example$/);
  });

  test('come back as they went, in any case', () => {
    fc.assert(
      fc.property(numbers, secrets, (number, secret) => {
        const reply = makeReplyAddress('support@alize.example', number, secret);
        expect(verifyReplyAddress(reply, secret)).toBe(number);
        expect(verifyReplyAddress(reply.toUpperCase(), secret)).toBe(number);
        const id = makeMessageId(number, 'n1', 'alize.example', secret);
        expect(verifyMessageId(`<${id}>`, secret)).toBe(number);
        expect(verifyMessageId(id.toLowerCase(), secret)).toBe(number);
      }),
    );
  });

  test('at a mailbox that has a plus part itself, and moved to another', () => {
    const reply = makeReplyAddress('aide+alize@boite.example', '2026-000318', SECRET);
    expect(verifyReplyAddress(reply, SECRET)).toBe('2026-000318');
    const moved = moveReplyAddress(reply, 'support+fr@alize.example');
    expect(moved).toMatch(/^support\+fr\+2026-000318\.[a-z2-7]{16}@alize\.example$/);
    expect(verifyReplyAddress(moved, SECRET)).toBe('2026-000318');
  });

  test('no other secret, number or kind verifies them', () => {
    fc.assert(
      fc.property(numbers, numbers, secrets, secrets, (number, other, secret, wrong) => {
        fc.pre(number !== other && secret !== wrong);
        const reply = makeReplyAddress('support@alize.example', number, secret);
        expect(verifyReplyAddress(reply, wrong)).toBeNull();
        expect(verifyReplyAddress(reply.replace(number, other), secret)).toBeNull();
        expect(verifyMessageId(makeMessageId(number, 'n1', 'x', secret), wrong)).toBeNull();
      }),
    );
  });

  test.each([
    '',
    'support@alize.example',
    'support+2026-000318@alize.example',
    'support+2026-000318.@alize.example',
    `${address.slice(0, 30)}@alize.example`,
    '+@',
    'a+b.c.d@e',
  ])('not a token: %s', (text) => expect(verifyReplyAddress(text, SECRET)).toBeNull());
});

describe('hints of a mail', () => {
  test('the address it was sent to', () => {
    const mail = aMail({ to: [{ name: 'Support', address: address.toLowerCase() }] });
    expect(threadHints(mail, SECRET).ticketNumbers).toEqual(['2026-000318']);
    expect(threadHints(aMail(), SECRET, [address]).ticketNumbers).toEqual(['2026-000318']);
    const delivered = aMail({ headers: { 'delivered-to': address } });
    expect(threadHints(delivered, SECRET).ticketNumbers).toEqual(['2026-000318']);
  });

  test('an old secret still counts when it is given', () => {
    const mail = aMail({ inReplyTo: [messageId] });
    expect(threadHints(mail, ['nouveau', SECRET]).ticketNumbers).toEqual(['2026-000318']);
    expect(threadHints(mail, 'nouveau').ticketNumbers).toEqual([]);
  });

  test('Message-IDs to look up, ours first, never an empty one', () => {
    const mail = aMail({
      inReplyTo: ['a@x.example', ''],
      references: ['root@x.example', messageId, 'a@x.example', ' '],
    });
    expect(threadHints(mail, SECRET).messageIds).toEqual([
      messageId,
      'a@x.example',
      'root@x.example',
    ]);
    expect(threadHints(aMail({ messageId: null }), SECRET)).toEqual({
      ticketNumbers: [],
      messageIds: [],
      ownMessageId: false,
    });
  });

  test('our own Message-ID on the mail itself says that it came back', () => {
    expect(threadHints(aMail({ messageId }), SECRET).ownMessageId).toBe(true);
  });
});
