import { describe, expect, test } from '@jest/globals';
import {
  dkimRecordName,
  dkimRecordValue,
  dkimZoneLine,
  judgeDkimRecord,
} from '../../../server/domain/mail/dkim-record.ts';

const key = { domain: 'alize.example', selector: 'g1a2b3c', publicKey: 'MIIBIjANBgkqhki/+8=' };

describe('the record of a signing key', () => {
  test('stands under the selector, and says what the key is', () => {
    expect(dkimRecordName(key)).toBe('g1a2b3c._domainkey.alize.example');
    expect(dkimRecordValue(key.publicKey)).toBe('v=DKIM1; k=rsa; p=MIIBIjANBgkqhki/+8=');
  });

  test('is cut for a zone file where it is longer than one string may be', () => {
    const long = { ...key, publicKey: 'A'.repeat(392) };
    expect(dkimZoneLine(long)).toBe(
      `g1a2b3c._domainkey.alize.example. IN TXT ( "v=DKIM1; k=rsa; p=${'A'.repeat(237)}" "${'A'.repeat(155)}" )`,
    );
  });

  test.each([
    ['as it was given', ['v=DKIM1; k=rsa; p=MIIBIjANBgkqhki/+8='], 'found'],
    [
      'with spaces, and tags that we did not ask for',
      ['v=DKIM1;k=rsa; t=s; p= MIIBIjANB gkqhki/+8='],
      'found',
    ],
    ['without the tags that have a default', ['p=MIIBIjANBgkqhki/+8='], 'found'],
    [
      'beside a record of something else',
      ['google-site-verification=x', 'p=MIIBIjANBgkqhki/+8='],
      'found',
    ],
    ['not at all', [], 'absent'],
    ['as something that is no key', ['v=spf1 -all'], 'absent'],
    ['of another kind', ['v=DKIM1; k=ed25519; p=MIIBIjANBgkqhki/+8='], 'absent'],
    ['as another key', ['v=DKIM1; p=MIIBIjANother'], 'different'],
    ['twice, which no verifier takes', ['p=MIIBIjANBgkqhki/+8=', 'p=MIIBIjANother'], 'different'],
    ['given up', ['v=DKIM1; p='], 'revoked'],
  ])('published %s', (_how, records, state) => {
    expect(judgeDkimRecord(records, key.publicKey)).toBe(state);
  });
});
