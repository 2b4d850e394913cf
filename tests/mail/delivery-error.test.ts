import { describe, expect, test } from '@jest/globals';
import { readDeliveryError } from '../../mail-gateway/smtp/delivery-error.ts';

const refusal = (responseCode: number, command: string, code = 'EENVELOPE') => ({
  code,
  command,
  responseCode,
  response: `${responseCode} said the server`,
  message: 'said the library',
});

describe('whether asking again could help', () => {
  test.each([
    ['an unknown mailbox', refusal(550, 'RCPT TO'), true],
    ['a busy mailbox, of which the library says the same', refusal(450, 'RCPT TO'), false],
    ['a sender that the server does not like', refusal(553, 'MAIL FROM'), true],
    ['a message refused for its content', refusal(554, 'DATA', 'EMESSAGE'), true],
    ['a message refused for now', refusal(451, 'DATA', 'EMESSAGE'), false],
    ['a server that is closing', refusal(421, 'CONN', 'ECONNECTION'), false],
    ['a server that turns us away at the door', refusal(554, 'CONN', 'EPROTOCOL'), false],
    ['our password being wrong', refusal(535, 'AUTH PLAIN', 'EAUTH'), false],
    ['our password being missing', refusal(530, 'MAIL FROM'), false],
    ['a session out of step', refusal(503, 'RCPT TO'), false],
    [
      'no server there',
      { code: 'ESOCKET', command: 'CONN', message: 'connect ECONNREFUSED' },
      false,
    ],
    ['a name that is not found', { code: 'EDNS', command: 'CONN', message: 'ENOTFOUND' }, false],
    [
      'an answer that never came',
      { code: 'ETIMEDOUT', command: 'DATA', message: 'Timeout' },
      false,
    ],
    ['an impossible address', { code: 'EENVELOPE', command: 'API', message: 'Invalid' }, true],
    ['a message over the announced size', { code: 'EMESSAGE', command: 'MAIL FROM' }, true],
    ['an error of our own', new TypeError('undefined is no function'), false],
    ['nothing at all', undefined, false],
  ])('%s', (_name, error, permanent) => {
    expect(readDeliveryError(error).permanent).toBe(permanent);
  });

  test('what the agent reads is what the server said, on one line', () => {
    expect(
      readDeliveryError({ ...refusal(550, 'RCPT TO'), response: '550-no\r\n550 such' }),
    ).toMatchObject({ permanent: true, error: '550-no 550 such' });
    expect(
      readDeliveryError({ code: 'ESOCKET', message: 'connect ECONNREFUSED ::1:25' }).error,
    ).toBe('ESOCKET: connect ECONNREFUSED ::1:25');
  });
});

describe('whether the address takes no mail at all', () => {
  const said = (answer: string, command = 'RCPT TO') => {
    const responseCode = Number(answer.slice(0, 3));
    const { status, unreachable } = readDeliveryError({
      ...refusal(responseCode, command),
      response: answer,
    });
    return { status, unreachable };
  };

  test.each([
    [
      'Postfix',
      '550 5.1.1 <jean@x.example>: Recipient address rejected: User unknown in local recipient table',
      '5.1.1',
    ],
    [
      'Gmail',
      '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Please try double-checking',
      '5.1.1',
    ],
    [
      'Exchange online',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jean@x.example not found by SMTP address lookup',
      '5.1.10',
    ],
    [
      'a disabled account',
      '550 5.2.1 The email account that you tried to reach is disabled',
      '5.2.1',
    ],
    ['Exim, without a code', '550 Unrouteable address: unknown user', null],
    ['qmail', '553 sorry, no mailbox here by that name (#5.1.1)', null],
    ['Orange', '550 5.5.0 Adresse inconnue', '5.5.0'],
    ['a server that says only what it is about', '550 No such user here', null],
    [
      'Yahoo',
      "554 delivery error: dd This user doesn't have a yahoo.com account (jean@yahoo.com) [0]",
      null,
    ],
  ])('%s: it does not', (_server, answer, status) => {
    expect(said(answer)).toEqual({ status, unreachable: true });
  });

  test('a server that takes the data before it looks for the mailbox says so afterwards', () => {
    expect(said('550 5.1.1 User unknown', 'DATA')).toEqual({ status: '5.1.1', unreachable: true });
  });

  test.each([
    ['a full mailbox', '552 5.2.2 Mailbox full', '5.2.2'],
    ['a mail that is too large', '552 5.3.4 Message size exceeds fixed limit', '5.3.4'],
    ['a policy', '550 5.7.1 Message rejected due to local policy', '5.7.1'],
    [
      'a block list, which names the recipient',
      '554 5.7.1 <jean@x.example>: Recipient address rejected: blocked using list',
      '5.7.1',
    ],
    [
      'a relay that does not know us',
      '550 relaying to <jean@x.example> denied: no such user here',
      null,
    ],
    ['a refusal of our sender', '550 5.1.8 Sender domain not found', '5.1.8'],
    ['SPF, in the words of an address', '550 5.1.0 Address rejected: SPF fail for sender', '5.1.0'],
    ['no reason', '550 no', null],
    ['an hour that is not right', '450 4.1.1 User unknown for now', null],
  ])('%s: nothing is known of the address', (_case, answer, status) => {
    expect(said(answer)).toEqual({ status, unreachable: false });
  });

  test('what is said of our address, at MAIL FROM, is not about the recipient', () => {
    expect(said('550 5.1.1 no such user', 'MAIL FROM').unreachable).toBe(false);
  });
});
