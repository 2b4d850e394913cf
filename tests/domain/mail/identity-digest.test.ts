import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identityDigest } from '../../../server/domain/mail/identity-digest.ts';
import { aMail } from './a-mail.ts';

test('the same mail by two routes is the same', () => {
  const byImap = aMail({ text: 'Bonjour,\n\nle site est lent.  \n' });
  const bySmtp = aMail({
    text: 'Bonjour,\r\n\r\nle site est lent.',
    headers: { received: 'from mx.alize.example' },
    subject: '[EXTERNE] Site hors ligne',
    from: { name: '', address: 'JEAN@boulangerie-moule.example' },
  });
  expect(identityDigest(byImap)).toBe(identityDigest(bySmtp));
  expect(identityDigest(byImap)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['its Message-ID', { messageId: 'autre@boulangerie-moule.example' }],
  ['its date', { date: new Date('2026-11-23T08:00:01Z') }],
  ['its sender', { from: { name: '', address: 'marie.hoarau@courriel.example' } }],
  ['its words', { text: 'Bonjour, tout va bien.' }],
  [
    'its files',
    {
      attachments: [
        {
          name: 'a.txt',
          type: 'text/plain',
          size: 1,
          contentId: null,
          inline: false,
          content: new Uint8Array([65]),
        },
      ],
    },
  ],
])('%s makes another mail', (_, more) => {
  expect(identityDigest(aMail(more))).not.toBe(identityDigest(aMail()));
});

test('mails without a Message-ID are told apart by the rest', () => {
  const one = aMail({ messageId: null, text: 'Première panne' });
  const other = aMail({ messageId: null, text: 'Seconde panne' });
  expect(identityDigest(one)).not.toBe(identityDigest(other));
});

test('no field can pretend to be the next', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, html) => {
      fc.pre(html.trim() !== '');
      const one = aMail({ text, html });
      const other = aMail({ text: `${text}${html}`, html: null });
      expect(identityDigest(one)).not.toBe(identityDigest(other));
    }),
  );
});

test('a mail with neither Message-ID nor Date claims no identity: an alert repeated is two alerts', () => {
  expect(identityDigest(aMail({ messageId: null, date: null }))).toBeNull();
  const alert = (subject: string) => identityDigest(aMail({ messageId: null, text: '', subject }));
  expect(alert('web1 est tombé')).not.toBe(alert('web2 est tombé'));
  expect(alert('[EXTERNE] web1 est tombé')).toBe(alert('web1 est tombé'));
  expect(identityDigest(aMail({ messageId: null }))).toMatch(/^[0-9a-f]{64}$/);
});
