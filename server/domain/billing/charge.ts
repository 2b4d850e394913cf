import { type DiagnosisOutcome, isBillable } from '../diagnosis/outcome.ts';
import type { Quality } from './tariff.ts';

/** What a diagnosis is charged by. The price is without tax to a professional, else with (D4). */
export type ChargeTerms = {
  readonly quality: Quality;
  readonly unitMinutes: number;
  readonly unitCents: number;
  readonly minimumUnits: number;
  readonly vatBasisPoints: number;
};

export type ChargeReason =
  | 'started_units'
  /** Fewer units were started than the tariff's minimum. */
  | 'minimum_units'
  | 'no_time'
  | Exclude<DiagnosisOutcome, 'not_confirmed' | 'service_healthy' | 'not_provider_responsibility'>;

/** What an outcome costs its customer, and why. Integer cents. */
export type Charge = {
  readonly seconds: number;
  readonly units: number;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  readonly reason: ChargeReason;
};

const WHOLE = 10_000n;

/**
 * What a diagnosis costs (D3, D4): every started unit in full on the ticket's total, the minimum
 * once any second was spent. The VAT alone is rounded, once and half up; what it is added to or
 * taken from makes the other amount, so that the three always agree.
 *
 * @param seconds of each entry of time that stands
 * @throws RangeError on anything but whole numbers, or amounts too large to be exact
 */
export function computeCharge(
  outcome: DiagnosisOutcome,
  seconds: readonly number[],
  terms: ChargeTerms,
): Charge {
  const total = seconds.reduce((sum, some) => sum + whole(some, 'seconds'), 0n);
  const counted = exact(total);
  if (!isBillable(outcome)) return nothing(counted, outcome as ChargeReason);
  const price = whole(terms.unitCents, 'price');
  const basisPoints = whole(terms.vatBasisPoints, 'VAT');
  const { started, units } = unitsOf(total, terms);
  if (units === 0n) return nothing(counted, 'no_time');

  const asked = units * price;
  const added = terms.quality === 'professional';
  const vat = halfUp(asked * basisPoints, added ? WHOLE : WHOLE + basisPoints);
  return {
    seconds: counted,
    units: exact(units),
    netCents: exact(added ? asked : asked - vat),
    vatCents: exact(vat),
    grossCents: exact(added ? asked + vat : asked),
    reason: units > started ? 'minimum_units' : 'started_units',
  };
}

/** What was shown at the declaration, times the units: without tax to a professional (I4). */
export function shownCents(
  { netCents, grossCents }: Pick<Charge, 'netCents' | 'grossCents'>,
  quality: Quality,
): number {
  return quality === 'professional' ? netCents : grossCents;
}

function unitsOf(seconds: bigint, { unitMinutes, minimumUnits }: ChargeTerms) {
  const length = whole(unitMinutes, 'unit') * 60n;
  if (length === 0n) throw new RangeError('a unit lasts a minute at least');
  const started = (seconds + length - 1n) / length;
  const least = seconds === 0n ? 0n : whole(minimumUnits, 'minimum');
  return { started, units: started > least ? started : least };
}

function nothing(seconds: number, reason: ChargeReason): Charge {
  return { seconds, units: 0, netCents: 0, vatCents: 0, grossCents: 0, reason };
}

/** The quotient of two positive numbers, rounded half up. */
function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

function whole(value: number, what: string): bigint {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${what}: not a whole positive number: ${value}`);
  }
  return BigInt(value);
}

function exact(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('too large to be exact');
  return Number(value);
}
