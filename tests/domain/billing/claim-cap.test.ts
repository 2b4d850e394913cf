import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claimLimits, dayIn } from '../../../server/domain/billing/claim-cap.ts';

const PROFESSIONAL = {
  quality: 'professional',
  committed: false,
  claimedOn: '2026-08-31',
  directLossCents: 125_000,
  paidCents: 29_940,
} as const;

describe('what limits a claim (5.2, H6)', () => {
  test('a professional without a commitment: what it paid in six months, or its loss if lower', () => {
    expect(claimLimits(PROFESSIONAL)).toEqual({
      kind: 'capped',
      capCents: 29_940,
      by: 'paid',
      paidCents: 29_940,
      // February has no 31st
      paidFrom: '2026-02-28',
      paidUntil: '2026-08-31',
    });
    expect(claimLimits({ ...PROFESSIONAL, directLossCents: 10_000 })).toMatchObject({
      capCents: 10_000,
      by: 'direct_loss',
    });
    expect(claimLimits({ ...PROFESSIONAL, paidCents: null })).toEqual({ kind: 'paid_missing' });
  });

  test('under a commitment the credit is the whole of it', () => {
    expect(claimLimits({ ...PROFESSIONAL, committed: true })).toEqual({ kind: 'credit_is_whole' });
  });

  test('a consumer, or who may be one, is never limited (R212-1)', () => {
    const claims = fc.record({
      quality: fc.constantFrom('consumer', 'unknown'),
      committed: fc.boolean(),
      claimedOn: fc.constant('2026-08-31'),
      directLossCents: fc.nat(),
      paidCents: fc.option(fc.nat()),
    });
    fc.assert(fc.property(claims, (claim) => expect(claimLimits(claim)).toEqual({ kind: 'none' })));
  });

  test('the day is that of the zone', () => {
    const now = new Date('2026-08-30T22:30:00.000Z');
    expect([dayIn('Europe/Paris', now), dayIn('America/Guadeloupe', now)]).toEqual([
      '2026-08-31',
      '2026-08-30',
    ]);
  });
});
