import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { latenessAtCap, serviceCredit } from '../../../server/domain/billing/service-credit.ts';

const MINUTE = 60_000;
/** Sérénité Plus: 5 % of the monthly price per started hour, the whole price at most. */
const TABLE = { periodMinutes: 60, basisPoints: 500, capBasisPoints: 10_000 };

describe('what a missed commitment yields', () => {
  test.each([
    [0, 1, 250],
    [1, 1, 250],
    [60 * MINUTE, 1, 250],
    [60 * MINUTE + 1, 2, 499],
    [61 * MINUTE, 2, 499],
    [19 * 60 * MINUTE, 19, 4741],
    [19 * 60 * MINUTE + 1, 20, 4990],
    [500 * 60 * MINUTE, 500, 4990],
  ])('%i ms late on a service at 49.90 a month: %i periods, %i cents', (late, periods, cents) => {
    const credit = serviceCredit(TABLE, 4990, late);
    expect([credit.startedPeriods, credit.amountCents]).toEqual([periods, cents]);
  });

  test('it is explained', () => {
    expect(serviceCredit({ ...TABLE, capBasisPoints: 3_000 }, 12_345, 400 * MINUTE)).toEqual({
      lateMinutes: 400,
      periodMinutes: 60,
      startedPeriods: 7,
      basisPointsPerPeriod: 500,
      capBasisPoints: 3_000,
      basisPoints: 3_000,
      capped: true,
      monthlyPriceCents: 12_345,
      amountCents: 3_704,
    });
  });

  const tables = fc.record({
    periodMinutes: fc.integer({ min: 1, max: 10_000 }),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    capBasisPoints: fc.integer({ min: 1, max: 20_000 }),
  });
  const price = fc.integer({ min: 0, max: 2_000_000_000 });
  const lateness = fc.integer({ min: 0, max: 366 * 24 * 60 * MINUTE });

  test('whole cents, never past the cap, never less for being later', () => {
    fc.assert(
      fc.property(tables, price, lateness, lateness, (table, cents, late, more) => {
        const credit = serviceCredit(table, cents, late).amountCents;
        expect(Number.isSafeInteger(credit)).toBe(true);
        // half up, in whole numbers that nothing rounds
        const cap = (2n * BigInt(cents) * BigInt(table.capBasisPoints) + 10_000n) / 20_000n;
        expect(BigInt(credit)).toBeLessThanOrEqual(cap);
        expect(serviceCredit(table, cents, late + more).amountCents).toBeGreaterThanOrEqual(credit);
      }),
    );
  });

  test('a period counts in full from its first instant', () => {
    fc.assert(
      fc.property(tables, price, fc.integer({ min: 1, max: 500 }), (table, cents, periods) => {
        const whole = periods * table.periodMinutes * MINUTE;
        expect(serviceCredit(table, cents, whole).startedPeriods).toBe(periods);
        expect(serviceCredit(table, cents, whole + 1).startedPeriods).toBe(periods + 1);
        expect(serviceCredit(table, cents, whole - 1).startedPeriods).toBe(periods);
      }),
    );
  });

  test('from the lateness of the cap on it grows no more, and before it did', () => {
    fc.assert(
      fc.property(tables, price, lateness, (table, cents, more) => {
        const at = latenessAtCap(table);
        const final = serviceCredit(table, cents, at);
        expect(serviceCredit(table, cents, at + more).amountCents).toBe(final.amountCents);
        expect(final.basisPoints).toBe(table.capBasisPoints);
        if (at > 0) {
          expect(serviceCredit(table, cents, at - 1).basisPoints).toBeLessThan(
            table.capBasisPoints,
          );
        }
      }),
    );
  });
});
