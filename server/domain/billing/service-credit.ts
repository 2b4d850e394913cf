import type { CreditTable } from '../plan/plan.ts';

const MINUTE = 60_000;
const WHOLE = 10_000;

/** A proposed credit with all that it was computed from, as it is kept and explained (5.2, H6). */
export type CreditComputation = {
  /** Open minutes of the clock's calendar late, pauses left out; a started one counts. */
  readonly lateMinutes: number;
  readonly periodMinutes: number;
  readonly startedPeriods: number;
  readonly basisPointsPerPeriod: number;
  readonly capBasisPoints: number;
  readonly basisPoints: number;
  readonly capped: boolean;
  readonly monthlyPriceCents: number;
  readonly amountCents: number;
};

/**
 * What a missed commitment yields: a share of the monthly price per started period late, up to the
 * table's cap. Integer cents, rounded once, half up. A target is late at the very instant it runs
 * out (T1), so that one period at least has started.
 */
export function serviceCredit(
  { periodMinutes, basisPoints: perPeriod, capBasisPoints }: CreditTable,
  monthlyPriceCents: number,
  lateMs: number,
): CreditComputation {
  const startedPeriods = Math.max(1, Math.ceil(lateMs / (periodMinutes * MINUTE)));
  const uncapped = startedPeriods * perPeriod;
  const basisPoints = Math.min(uncapped, capBasisPoints);
  return {
    lateMinutes: Math.ceil(lateMs / MINUTE),
    periodMinutes,
    startedPeriods,
    basisPointsPerPeriod: perPeriod,
    capBasisPoints,
    basisPoints,
    capped: uncapped > capBasisPoints,
    monthlyPriceCents,
    amountCents: Math.floor((monthlyPriceCents * basisPoints + WHOLE / 2) / WHOLE),
  };
}

/** Milliseconds late from which on the credit grows no more. */
export function latenessAtCap({ periodMinutes, basisPoints, capBasisPoints }: CreditTable): number {
  const periods = Math.max(1, Math.ceil(capBasisPoints / basisPoints));
  return periods === 1 ? 0 : (periods - 1) * periodMinutes * MINUTE + 1;
}
