import { expect, test } from '@jest/globals';
import { senderAddress } from '../../../server/domain/mail/sender-address.ts';

const mailbox = (address: string) => ({ name: '', address });
const said = (from: string | null, sender: string | null = null, replyTo: string[] = []) =>
  senderAddress({
    from: from === null ? null : mailbox(from),
    sender: sender === null ? null : mailbox(sender),
    replyTo: replyTo.map(mailbox),
  });

test('who wrote: From, else Sender, else the first Reply-To, in lower case', () => {
  expect(said('Jean@Boulangerie-Moule.example')).toBe('jean@boulangerie-moule.example');
  expect(said('', 'secretariat@agence-lagon.example')).toBe('secretariat@agence-lagon.example');
  expect(said(null, null, ['', 'marie@courriel.example'])).toBe('marie@courriel.example');
  expect(said(null)).toBeNull();
});

test('what nobody could be answered at is no address', () => {
  for (const address of [
    'jean',
    '@',
    'a@',
    '@courriel.example',
    'a@b c',
    `${'a'.repeat(250)}@b.example`,
    'a@x.example,b@y.example',
    'a;b@y.example',
    'equipe:a@x.example;',
    'a@x.example>,<b@y.example',
    'a@x.example,b"@y.example',
    '"a@x.example, "b"@y.example',
    'a@b@y.example',
  ])
    expect(said(address)).toBeNull();
  expect(said('jean', null, ['jean@boulangerie-moule.example'])).toBe(
    'jean@boulangerie-moule.example',
  );
  expect(said('"jean moreau"@boulangerie-moule.example')).toBe(
    '"jean moreau"@boulangerie-moule.example',
  );
  expect(said('jean@[192.0.2.7]')).toBe('jean@[192.0.2.7]');
});
