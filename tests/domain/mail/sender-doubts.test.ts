import { describe, expect, test } from '@jest/globals';
import type { MailAddress } from '../../../server/domain/mail/incoming-mail.ts';
import { type DoubtFacts, senderDoubts } from '../../../server/domain/mail/sender-doubts.ts';
import type { SenderProof } from '../../../server/domain/mail/sender-proof.ts';

const FACTS: DoubtFacts = {
  proof: null,
  trusted: false,
  staffNames: ['Léa Fontaine', 'Nadia Payet'],
  providerName: 'Alizé Hébergement',
  ownDomains: ['alize.example'],
  listMail: false,
};

function doubts(
  from: MailAddress,
  {
    replyTo = [],
    subject = 'Bonjour',
    ...facts
  }: Partial<DoubtFacts> & {
    replyTo?: MailAddress[];
    subject?: string;
  } = {},
) {
  return senderDoubts({ from, sender: null, replyTo, subject }, { ...FACTS, ...facts });
}

const jean = { name: 'Jean Moreau', address: 'jean@boulangerie-moule.example' };

test('nothing is doubted of Jean', () => {
  expect(doubts(jean)).toEqual([]);
  expect(doubts({ name: '', address: 'contact@boulangerie-moule.example' })).toEqual([]);
});

test('what his domain says is not his own', () => {
  const proof: SenderProof = {
    verdict: 'fail',
    by: 'check',
    domain: 'boulangerie-moule.example',
    dmarc: 'fail',
    spf: null,
    dkim: [],
    arc: null,
  };
  expect(doubts(jean, { proof })).toEqual(['forged']);
  expect(doubts(jean, { proof: { ...proof, verdict: 'unverified' } })).toEqual([]);
});

describe('our own names on an address that is not ours', () => {
  test.each([
    'Nadia Payet',
    'PAYET Nadia',
    'Nadia Payet – Alizé',
    'nadia.payet',
    'Lea Fontaine (support)',
    // a Cyrillic а
    'N\u0430dia Payet',
    'Na\u200bdia Payet',
    'Alizé Hébergement',
    'Support Alize Hebergement',
    'Service facturation – Alizé',
  ])('%s', (name) => {
    expect(doubts({ name, address: 'x@mechant.example' })).toContain('name_of_staff');
  });

  test.each(['Nadia', 'Nadia Hoarau', 'Léa', 'Service client', 'Hébergement du Moule'])(
    '%s is not ours',
    (name) => {
      expect(doubts({ name, address: 'x@mechant.example' })).toEqual([]);
    },
  );

  test('a colleague, a confirmed customer of the same name, and our own domain are not doubted', () => {
    const nadia = { name: 'Nadia Payet', address: 'nadia@ailleurs.example' };
    expect(doubts(nadia, { trusted: true })).toEqual([]);
    expect(doubts({ ...nadia, address: 'nadia@desk.alize.example' })).toEqual([]);
  });
});

test('a name that shows another address', () => {
  const address = 'x@mechant.example';
  expect(doubts({ name: 'jean@boulangerie-moule.example', address })).toEqual(['address_in_name']);
  expect(doubts({ name: '"Jean" <Jean@moule.example>', address })).toEqual(['address_in_name']);
  expect(doubts({ name: 'X@mechant.example', address })).toEqual([]);
  expect(doubts({ name: 'Jean @ La Boulangerie', address })).toEqual([]);
});

describe('letters that pass for others', () => {
  test.each([
    // Cyrillic а in the domain, as letters and as machines write it
    'jean@b\u043eulangerie.example',
    'x@xn--80ak6aa92e.example',
    'support@a1ize.example',
    'support@alíze.example',
  ])('%s', (address) => {
    expect(doubts({ name: '', address })).toEqual(['homograph']);
  });

  test.each([
    'x@почта.example',
    'x@xn--80a1acny.example',
    'x@hôtel-léa.example',
    'x@λόγος.example',
  ])('%s is a domain of its own', (address) => {
    expect(doubts({ name: '', address })).toEqual([]);
  });

  test('a name in two scripts at once', () => {
    expect(doubts({ name: 'J\u0435an Moreau', address: 'x@moule.example' })).toEqual(['homograph']);
    expect(doubts({ name: 'Иван Петров', address: 'x@moule.example' })).toEqual([]);
  });
});

test('what turns the writing round, or cannot be seen', () => {
  const address = 'x@moule.example';
  expect(doubts({ name: 'Jean\u202emoc.tneilc', address })).toEqual(['direction']);
  expect(doubts({ name: 'Je\u200ban', address })).toEqual(['direction']);
  expect(doubts({ name: 'Jean', address }, { subject: 'facture\u202efdp.exe' })).toEqual([
    'direction',
  ]);
  // letters that read from right to left are no trick
  expect(doubts({ name: 'محمد', address })).toEqual([]);
});

test('an answer wanted elsewhere', () => {
  const to = (address: string) => ({ replyTo: [{ name: '', address }] });
  expect(doubts(jean, to('x@mechant.example'))).toEqual(['reply_elsewhere']);
  expect(doubts(jean, to('caisse@boulangerie-moule.example'))).toEqual([]);
  expect(doubts(jean, to('x@mail.boulangerie-moule.example'))).toEqual([]);
  expect(doubts(jean, { ...to('liste@liste.example'), listMail: true })).toEqual([]);
});

test('a name as long as a book is looked through in no time', () => {
  const began = performance.now();
  doubts({ name: 'a'.repeat(1_000_000), address: `x@xn--${'a'.repeat(200_000)}.example` });
  doubts({ name: 'Nadia '.repeat(200_000), address: 'x@moule.example' });
  expect(performance.now() - began).toBeLessThan(500);
});
