import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seal, sealKeyId, unseal } from '../../server/security/seal.ts';

const SECRET = 'a secret of thirty-two characters';
const FORMER = 'another secret, of long ago, unused';
const PLACE = { ticketId: 7, secretId: 12 };

test('what was sealed opens at its place, with its key, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(unseal([FORMER, SECRET], PLACE, seal(SECRET, PLACE, text))).toBe(text);
    }),
  );
});

test('twice the same text is never sealed alike', () => {
  const [one, other] = [seal(SECRET, PLACE, 'mdp'), seal(SECRET, PLACE, 'mdp')];
  expect(one.nonce).toHaveLength(12);
  expect(one.nonce).not.toEqual(other.nonce);
  expect(one.sealed).not.toEqual(other.sealed);
});

test('elsewhere, changed, cut short or without its key, it says nothing', () => {
  const sealed = seal(SECRET, PLACE, 'mdp');
  expect(unseal([SECRET], { ...PLACE, ticketId: 8 }, sealed)).toBeNull();
  expect(unseal([SECRET], { ...PLACE, secretId: 13 }, sealed)).toBeNull();
  expect(unseal([FORMER], PLACE, sealed)).toBeNull();
  expect(unseal([FORMER], PLACE, { ...sealed, keyId: sealKeyId(FORMER) })).toBeNull();
  expect(unseal([SECRET], PLACE, { ...sealed, sealed: sealed.sealed.slice(0, 8) })).toBeNull();
  for (const index of sealed.sealed.keys()) {
    const changed = Uint8Array.from(sealed.sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(unseal([SECRET], PLACE, { ...sealed, sealed: changed })).toBeNull();
  }
});

test('what is sealed for mail opens at its own place only', () => {
  const places = [
    { mailAccountId: 7, secret: 'refresh_token' },
    { mailAccountId: 7, secret: 'access_token' },
    { mailAccountId: 12, secret: 'refresh_token' },
    { dkimDomain: 'alize.example' },
    { dkimDomain: 'alize.test' },
    PLACE,
  ];
  for (const place of places) {
    const sealed = seal(SECRET, place, 'mdp');
    const opened = places.map((other) => unseal([SECRET], other, sealed));
    expect(opened).toEqual(places.map((other) => (other === place ? 'mdp' : null)));
  }
});

test('a key has a name that is not the secret, nor another key’s', () => {
  expect(sealKeyId(SECRET)).toMatch(/^[0-9a-f]{16}$/);
  expect(sealKeyId(SECRET)).not.toBe(sealKeyId(FORMER));
});
