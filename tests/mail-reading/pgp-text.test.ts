import { expect, test } from '@jest/globals';
import { replyOf } from '../../server/domain/mail/split-reply.ts';
import { readMail } from './write-mail.ts';

const SIGNATURE = [
  '-----BEGIN PGP SIGNATURE-----',
  '',
  'iQEzBAEB',
  '=abcd',
  '-----END PGP SIGNATURE-----',
];

test('words signed in place are read without their armour, and the signature is kept', async () => {
  const lines = [
    '-----BEGIN PGP SIGNED MESSAGE-----',
    'Hash: SHA512',
    '',
    'Bonjour,',
    '- -- deux tirets',
    ...SIGNATURE,
    '',
  ];
  const mail = await readMail([], lines.join('\r\n'));
  expect(mail.bodyText).toBe('Bonjour,\n-- deux tirets\n');
  expect(mail.notes).toEqual(['signed:pgp']);
  expect(mail.attachments.map(({ name, type }) => [name, type])).toEqual([
    ['signature.asc', 'application/pgp-signature'],
  ]);
  expect(Buffer.from(mail.attachments[0]?.content ?? []).toString()).toBe(SIGNATURE.join('\n'));
});

test('what stands around them stays', async () => {
  const signed = ['-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', '', 'Oui.', ...SIGNATURE];
  const mail = await readMail([], ['Avant', ...signed, 'Après'].join('\n'));
  expect(replyOf(mail).visible).toBe('Avant\nOui.\nAprès');
});

test('what is encrypted stays as it is, and is noted; an armour without end is no armour', async () => {
  const text = '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n';
  expect(await readMail([], text)).toMatchObject({ bodyText: text, notes: ['encrypted:pgp'] });
  const open = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOui.';
  expect(await readMail([], open)).toMatchObject({ bodyText: open, notes: [], attachments: [] });
});
