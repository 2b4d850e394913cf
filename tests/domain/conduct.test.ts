import { describe, expect, test } from '@jest/globals';
import { isAlwaysOpen } from '../../server/domain/conduct/always-open.ts';
import { groundsAgainst } from '../../server/domain/conduct/refusal-grounds.ts';
import { isNobody, nobodyAddress } from '../../server/domain/user/nobody.ts';

describe('refusals and blocks (I5)', () => {
  test('a block covers new incidents and information requests, and nothing else', () => {
    expect(isAlwaysOpen('incident')).toBe(false);
    expect(isAlwaysOpen('information_request')).toBe(false);
    expect(isAlwaysOpen('billing_dispute')).toBe(true);
    expect(isAlwaysOpen('content_notice')).toBe(true);
  });

  test('the grounds that each kind admits', () => {
    const all = ['not_contracted', 'third_party', 'abuse', 'breach_of_contract'];
    expect(groundsAgainst('incident')).toEqual(all);
    expect(groundsAgainst('information_request')).toEqual(all);
    expect(groundsAgainst('content_notice')).toEqual(['abuse', 'breach_of_contract']);
    expect(groundsAgainst('billing_dispute')).toEqual([]);
  });

  test('nobody is written to', () => {
    expect(isNobody(nobodyAddress('7'))).toBe(true);
    expect(isNobody('jean@boulangerie-moule.example')).toBe(false);
  });
});
