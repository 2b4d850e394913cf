import { expect, test } from '@jest/globals';
import { recognise } from '../../../server/domain/mail/recognise.ts';
import { aMail, fields } from './a-mail.ts';
import { MARIE } from './server-bounces.ts';

/** What is made of a report on one recipient, as servers write its fields. */
function reported(block: Readonly<Record<string, string>>, text = '') {
  const { nature, bounce } = recognise(
    aMail({
      from: { name: '', address: 'MAILER-DAEMON@mx.courriel.example' },
      returnPath: '',
      subject: 'Undeliverable',
      text,
      contentType: 'multipart/report',
      deliveryStatus: [fields({ 'reporting-mta': 'dns; mx.courriel.example' }), fields(block)],
    }),
  );
  return { nature, ...bounce };
}

test.each([
  [
    { 'final-recipient': `RFC822; <${MARIE}>`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    {
      'final-recipient': `rfc822;${MARIE}`,
      'original-recipient': 'rfc822;marie.hoarau+40courriel.example',
      action: 'failed',
      status: '5.1.1',
    },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    {
      'final-recipient': `rfc822; "Marie Hoarau" <${MARIE}>`,
      action: 'failed',
      status: '5.1.1 (bad destination)',
    },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    {
      'final-recipient': `LOCAL; ${MARIE}`,
      action: 'Failed',
      status: '5.0.0',
      'diagnostic-code': 'smtp; 550 5.1.1 No such user',
    },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    { 'final-recipient': `utf-8; ${MARIE}`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    { 'final-recipient': `utf-8;marie\\x{E9}@courriel.example`, action: 'failed', status: '5.1.1' },
    ['bounce', ['marieé@courriel.example'], '5.1.1', true],
  ],
  [
    {
      'original-recipient': `rfc822; ${MARIE}`,
      'final-recipient': 'X400; /G=Marie/S=Hoarau/',
      action: 'failed',
      status: '5.1.1',
    },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    {
      'final-recipient': `rfc822; ${MARIE}`,
      status: '5.7.1',
      'diagnostic-code': 'smtp; 550 5.7.1 Message rejected as spam',
    },
    ['bounce', [MARIE], '5.7.1', false],
  ],
  [
    {
      'final-recipient': `rfc822; ${MARIE}`,
      action: 'delayed',
      status: '4.4.1',
      'will-retry-until': 'Fri',
    },
    ['delay', [MARIE], '4.4.1', false],
  ],
  [
    {
      'final-recipient': `rfc822; ${MARIE}`,
      action: 'failed',
      status: '4.4.7',
      'diagnostic-code': 'smtp; delivery expired',
    },
    ['bounce', [MARIE], '4.4.7', false],
  ],
  [
    { 'final-recipient': `rfc822; ${MARIE}`, action: 'relayed', status: '2.1.9' },
    ['receipt', [MARIE], '2.1.9', false],
  ],
  [
    {
      'final-recipient': `rfc822; ${MARIE}`,
      action: 'failed',
      status: '5.2.2',
      'diagnostic-code': 'smtp; 552 mailbox full',
    },
    ['bounce', [MARIE], '5.2.2', false],
  ],
  [
    {
      'final-recipient': `rfc822;${MARIE}`,
      action: 'failed',
      status: '5.4.4',
      'diagnostic-code': 'x-unix; host not found',
    },
    ['bounce', [MARIE], '5.4.4', true],
  ],
  [
    {
      'final-recipient': `rfc822;${MARIE}`,
      action: 'failed',
      status: '550',
      'diagnostic-code': 'smtp;550 mailbox unavailable',
    },
    ['bounce', [MARIE], null, false],
  ],
  [
    { 'x-actual-recipient': `rfc822;${MARIE}`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    { 'final-recipient': `rfc822;${MARIE.toUpperCase()}`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE.toUpperCase()], '5.1.1', true],
  ],
  [
    { 'final-recipient': `rfc822;'${MARIE}'`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE], '5.1.1', true],
  ],
  [
    { 'final-recipient': `rfc822;@relay.example:${MARIE}`, action: 'failed', status: '5.1.1' },
    ['bounce', [MARIE], '5.1.1', true],
  ],
])('%j', (block, [nature, recipients, status, hard]) => {
  expect(reported(block as unknown as Record<string, string>)).toEqual({
    nature,
    recipients,
    status,
    hard,
  });
});
test('a report that names nobody may do so in its words', () => {
  const words = `<${MARIE}>: host said: 550 5.1.1 User unknown`;
  expect(reported({ action: 'failed', status: '5.1.1' }, words)).toEqual({
    nature: 'bounce',
    recipients: [MARIE],
    status: '5.1.1',
    hard: true,
  });
});
