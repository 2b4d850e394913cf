import { describe, expect, test } from '@jest/globals';
import {
  type OutgoingMail,
  outgoingHeaders,
} from '../../../server/domain/mail/outgoing-headers.ts';

const mail = (letter: string, automatic = true): OutgoingMail => ({
  letter,
  locale: 'fr',
  automatic,
  inReplyTo: null,
  threadIds: [],
});
const CHOICES = 'https://aide.alize.example/mail-choices/7.abc';
const headersOf = (sent: OutgoingMail, choicesUrl: string | null = CHOICES) =>
  outgoingHeaders(sent, { mailDomain: 'alize.example', choicesUrl });

describe('what a mail of ours says to machines', () => {
  test('an automatic one says so, and where it is stopped by one click (RFC 3834, 8058)', () => {
    expect(headersOf(mail('invoice_available'))).toEqual({
      'x-guichet': 'alize.example',
      'Content-Language': 'fr',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Unsubscribe': `<${CHOICES}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  test.each([
    'acknowledgement',
    'acknowledgement_grouped',
    'complaint_acknowledgement',
    'request_acknowledgement',
    'dispute_received',
    'block_answer',
    'mail_too_large',
  ])('%s answers what somebody sent', (letter) => {
    expect(headersOf(mail(letter))['Auto-Submitted']).toBe('auto-replied');
  });

  test('one that is required leads to the page that says so, and promises no one click', () => {
    const required = headersOf(mail('acknowledgement'));
    expect(required['List-Unsubscribe']).toBe(`<${CHOICES}>`);
    expect(required['List-Unsubscribe-Post']).toBeUndefined();
  });

  test('what a person wrote says nothing of the kind', () => {
    expect(headersOf(mail('reply', false))).toEqual({
      'x-guichet': 'alize.example',
      'Content-Language': 'fr',
    });
  });

  test('without TLS nobody is offered one click, and without an account no choice', () => {
    const plain = headersOf(mail('timer_running'), 'http://127.0.0.1:3000/mail-choices/7.abc');
    expect(plain['List-Unsubscribe']).toBe('<http://127.0.0.1:3000/mail-choices/7.abc>');
    expect(plain['List-Unsubscribe-Post']).toBeUndefined();
    expect(headersOf(mail('escalation'), null)['List-Unsubscribe']).toBeUndefined();
  });

  test('a Message-ID from outside begins no header of its own', () => {
    const nasty = { ...mail('reply', false), inReplyTo: 'a@b\r\nBcc: <c@d>', threadIds: ['e @f'] };
    expect(headersOf(nasty)).toMatchObject({
      'In-Reply-To': '<a@bBcc:c@d>',
      References: '<e@f>',
    });
  });
});
