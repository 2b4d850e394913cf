import { Temporal } from 'temporal-polyfill';
import type { HolidayZone } from '../calendar/holidays.ts';
import {
  type LegalLimit,
  legalLimitFromDay,
  withdrawalLimitFromDay,
} from '../deadline/legal-limit.ts';

/** R1: fourteen days to withdraw (L221-18), and fourteen to refund (L221-24). */
const DAYS = { days: 14 };

export type WithdrawalFacts = {
  /** `YYYY-MM-DD` in the provider's zone. */
  readonly orderedOn: string;
  /** The day that the withdrawal reached the provider. */
  readonly receivedOn: string;
  readonly paidCents: number;
  /** The period that was paid for: its first day, and its length in days. */
  readonly periodFrom: string;
  readonly periodDays: number;
  /** The consumer had expressly asked to start at once (L221-25): only then is use deducted. */
  readonly immediateStart: boolean;
};

export type Withdrawal = {
  readonly limit: LegalLimit;
  readonly inTime: boolean;
  readonly usedDays: number;
  readonly deductedCents: number;
  readonly refundCents: number;
  /** The last day to refund. */
  readonly refundBy: LegalLimit;
};

/**
 * What a consumer's withdrawal comes to (R1). The day it is received counts as used; the deduction
 * is rounded once, half up.
 */
export function withdrawal(
  facts: WithdrawalFacts,
  place: { timeZone: string; holidays: HolidayZone },
): Withdrawal {
  const limit = withdrawalLimitFromDay(facts.orderedOn, DAYS, place);
  const usedDays = facts.immediateStart ? daysUsed(facts) : 0;
  const deductedCents = share(facts.paidCents, usedDays, facts.periodDays);
  return {
    limit,
    inTime: facts.receivedOn <= limit.lastDay,
    usedDays,
    deductedCents,
    refundCents: facts.paidCents - deductedCents,
    refundBy: legalLimitFromDay(facts.receivedOn, DAYS, place.timeZone),
  };
}

/** From the first day of the period to the day of receipt, both included. */
function daysUsed({ periodFrom, periodDays, receivedOn }: WithdrawalFacts): number {
  const since = Temporal.PlainDate.from(periodFrom).until(Temporal.PlainDate.from(receivedOn));
  return Math.min(periodDays, Math.max(0, since.days + 1));
}

function share(cents: number, part: number, whole: number): number {
  return Math.floor((2 * cents * part + whole) / (2 * whole));
}
