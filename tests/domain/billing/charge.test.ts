import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type ChargeTerms,
  computeCharge,
  shownCents,
} from '../../../server/domain/billing/charge.ts';
import { isBillable, OUTCOMES } from '../../../server/domain/diagnosis/outcome.ts';

/** Half an hour at 29.00 without tax, 34.80 with; in Paris. */
const professional: ChargeTerms = {
  quality: 'professional',
  unitMinutes: 30,
  unitCents: 2_900,
  minimumUnits: 1,
  vatBasisPoints: 2_000,
};
const consumer: ChargeTerms = { ...professional, quality: 'consumer', unitCents: 3_480 };

const billed = (terms: ChargeTerms, ...seconds: number[]) => {
  const { units, netCents, vatCents, grossCents } = computeCharge(
    'service_healthy',
    seconds,
    terms,
  );
  return [units, netCents, vatCents, grossCents];
};

describe('every started unit in full, on the total', () => {
  test.each([
    [[], 0],
    [[0], 0],
    [[1], 1],
    [[1_799], 1],
    [[1_800], 1],
    [[1_801], 2],
    [[900, 901], 2],
    [[600, 600, 600], 1],
    [[3_660], 3],
    [[3_600, 60], 3],
  ])('%j seconds are %i units of half an hour', (seconds, units) => {
    expect(billed(professional, ...seconds)[0]).toBe(units);
  });

  test('the minimum, once any time was spent', () => {
    const three = { ...professional, minimumUnits: 3 };
    expect(billed(three)).toEqual([0, 0, 0, 0]);
    expect(billed(three, 1)[0]).toBe(3);
    expect(billed(three, 3 * 1_800)[0]).toBe(3);
    expect(billed(three, 3 * 1_800 + 1)[0]).toBe(4);
    expect(billed({ ...professional, minimumUnits: 0 }, 1)[0]).toBe(1);
    expect(computeCharge('not_confirmed', [1], three).reason).toBe('minimum_units');
    expect(computeCharge('not_confirmed', [5_400], three).reason).toBe('started_units');
  });
});

describe('VAT is rounded once, on the total', () => {
  test('added to what a professional was shown', () => {
    expect(billed(professional, 3_660)).toEqual([3, 8_700, 1_740, 10_440]);
    expect(billed({ ...professional, vatBasisPoints: 850 }, 3_660)).toEqual([3, 8_700, 740, 9_440]);
    expect(billed({ ...professional, vatBasisPoints: 0 }, 3_660)).toEqual([3, 8_700, 0, 8_700]);
    // 8.5 % of 1.00 is 8.5 cents
    expect(billed({ ...professional, unitCents: 100, vatBasisPoints: 850 }, 1)).toEqual([
      1, 100, 9, 109,
    ]);
    // 3 × 8.415 would be 8 or 9 cents a unit; the total's 25.245 is 25
    expect(billed({ ...professional, unitCents: 99, vatBasisPoints: 850 }, 3_660)).toEqual([
      3, 297, 25, 322,
    ]);
  });

  test('taken from what a consumer was shown: shown times units is asked', () => {
    expect(billed({ ...consumer, unitCents: 3_599 }, 3_660)).toEqual([3, 8_997, 1_800, 10_797]);
    expect(billed(consumer, 3_660)).toEqual([3, 8_700, 1_740, 10_440]);
    expect(billed({ ...consumer, vatBasisPoints: 850 }, 1)).toEqual([1, 3_207, 273, 3_480]);
    expect(billed({ ...consumer, vatBasisPoints: 0 }, 1)).toEqual([1, 3_480, 0, 3_480]);
    expect(billed({ ...consumer, quality: 'unknown' }, 3_660)).toEqual([3, 8_700, 1_740, 10_440]);
  });

  test('exact to the last cent that a number holds, and refused beyond', () => {
    const dear = { ...professional, unitCents: 7_505_999_378_950_825 };
    expect(billed(dear, 1)).toEqual([
      1, 7_505_999_378_950_825, 1_501_199_875_790_165, 9_007_199_254_740_990,
    ]);
    expect(() => billed({ ...dear, unitCents: 7_505_999_378_950_827 }, 1)).toThrow(RangeError);
    expect(() => billed(professional, Number.MAX_SAFE_INTEGER, 1)).toThrow(RangeError);
  });

  test.each([
    [{ unitCents: 29.5 }],
    [{ unitCents: -1 }],
    [{ unitMinutes: 0 }],
    [{ minimumUnits: Number.NaN }],
    [{ vatBasisPoints: 850.5 }],
  ])('nothing but whole numbers: %j', (fault) => {
    expect(() => billed({ ...professional, ...fault }, 1)).toThrow(RangeError);
  });
});

describe('the verdict decides the bill (D3)', () => {
  test.each([
    ['provider_responsible', 0, 0, 'provider_responsible'],
    ['not_confirmed', 3, 10_440, 'started_units'],
    ['service_healthy', 3, 10_440, 'started_units'],
    ['not_provider_responsibility', 3, 10_440, 'started_units'],
    ['refused', 0, 0, 'refused'],
  ] as const)('%s: %i units, %i cents', (outcome, units, grossCents, reason) => {
    for (const terms of [professional, consumer]) {
      expect(computeCharge(outcome, [3_660], terms)).toMatchObject({
        seconds: 3_660,
        units,
        grossCents,
        reason,
      });
    }
  });

  test('without time nothing is due, whatever the outcome', () => {
    expect(computeCharge('not_confirmed', [], consumer)).toEqual({
      seconds: 0,
      units: 0,
      netCents: 0,
      vatCents: 0,
      grossCents: 0,
      reason: 'no_time',
    });
  });
});

describe('whatever the tariff', () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 6 });
  const terms: fc.Arbitrary<ChargeTerms> = fc.record({
    quality: fc.constantFrom('consumer', 'professional', 'unknown'),
    unitMinutes: fc.integer({ min: 1, max: 1_440 }),
    unitCents: fc.integer({ min: 0, max: 1_000_000 }),
    minimumUnits: fc.integer({ min: 0, max: 10 }),
    vatBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  });
  const outcome = fc.constantFrom(...OUTCOMES);

  test('units never decrease with time, and time is never given away', () => {
    fc.assert(
      fc.property(seconds, fc.nat(100_000), terms, (some, more, by) => {
        const units = (all: number[]) => computeCharge('not_confirmed', all, by).units;
        const total = some.reduce((sum, one) => sum + one, 0);
        expect(units([...some, more])).toBeGreaterThanOrEqual(units(some));
        expect(units(some) * by.unitMinutes * 60).toBeGreaterThanOrEqual(total);
        expect(units(some)).toBe(units([total]));
      }),
    );
  });

  test('what was shown times the units is asked, and the three amounts agree', () => {
    fc.assert(
      fc.property(outcome, seconds, terms, (how, some, by) => {
        const charge = computeCharge(how, some, by);
        expect(charge.netCents + charge.vatCents).toBe(charge.grossCents);
        expect(shownCents(charge, by.quality)).toBe(charge.units * by.unitCents);
        expect(charge.units === 0).toBe(!isBillable(how) || some.every((one) => one === 0));
      }),
    );
  });

  test('the VAT is within half a cent of its rate', () => {
    fc.assert(
      fc.property(seconds, terms, (some, by) => {
        const { netCents, vatCents, grossCents } = computeCharge('not_confirmed', some, by);
        const [asked, whole] =
          by.quality === 'professional'
            ? [netCents, 10_000]
            : [grossCents, 10_000 + by.vatBasisPoints];
        const off = vatCents * whole - asked * by.vatBasisPoints;
        expect(Math.abs(off) * 2).toBeLessThanOrEqual(whole);
      }),
    );
  });
});
