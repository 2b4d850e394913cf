import { describe, expect, test } from '@jest/globals';
import { disputeLimit, isLateDispute } from '../../../server/domain/billing/dispute.ts';

const PARIS = 'Europe/Paris';

describe('an invoice is disputed in time for one month (D5, T1)', () => {
  test.each([
    ['2026-04-01', '2026-05-01', '2026-05-01T22:00:00.000Z'],
    ['2026-01-31', '2026-02-28', '2026-02-28T23:00:00.000Z'],
    ['2028-01-31', '2028-02-29', '2028-02-29T23:00:00.000Z'],
    ['2026-02-28', '2026-03-28', '2026-03-28T23:00:00.000Z'],
    // the clocks go forward meanwhile, and Ascension Day: neither moves it
    ['2026-03-01', '2026-04-01', '2026-04-01T22:00:00.000Z'],
    ['2026-04-14', '2026-05-14', '2026-05-14T22:00:00.000Z'],
    ['2026-12-15', '2027-01-15', '2027-01-15T23:00:00.000Z'],
  ])('of %s: until the end of %s', (issuedOn, lastDay, ends) => {
    expect(disputeLimit(issuedOn, PARIS)).toEqual({ lastDay, ends: new Date(ends) });
  });

  test('23:59:59.999 is in time, 00:00 is late, in the provider’s zone', () => {
    const limit = disputeLimit('2026-04-01', PARIS);
    expect(isLateDispute(limit, new Date('2026-05-01T21:59:59.999Z'))).toBe(false);
    expect(isLateDispute(limit, new Date('2026-05-01T22:00:00.000Z'))).toBe(true);
    const overseas = disputeLimit('2026-04-01', 'Indian/Reunion');
    expect(isLateDispute(overseas, new Date('2026-05-01T19:59:59.999Z'))).toBe(false);
    expect(isLateDispute(overseas, new Date('2026-05-01T20:00:00.000Z'))).toBe(true);
  });
});
