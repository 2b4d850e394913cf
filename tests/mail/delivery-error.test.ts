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
    ).toEqual({ permanent: true, error: '550-no 550 such' });
    expect(
      readDeliveryError({ code: 'ESOCKET', message: 'connect ECONNREFUSED ::1:25' }).error,
    ).toBe('ESOCKET: connect ECONNREFUSED ::1:25');
  });
});
