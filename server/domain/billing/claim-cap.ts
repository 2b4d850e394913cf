import { Temporal } from 'temporal-polyfill';

export type Claim = {
  readonly quality: 'consumer' | 'professional' | 'unknown';
  /** Whether the provider had promised any time for this ticket. */
  readonly committed: boolean;
  /** `YYYY-MM-DD` in the provider's zone. */
  readonly claimedOn: string;
  readonly directLossCents: number;
  /** Paid for the affected services in the six months before the claim; null where nobody said. */
  readonly paidCents: number | null;
};

/** What limits a claim, and why, as it is kept and explained. */
export type ClaimLimits =
  /** A consumer, or who may be one: no limit is ever applied or shown (R212-1). */
  | { readonly kind: 'none' }
  /** A professional under a commitment: the service credit is the whole compensation (5.2). */
  | { readonly kind: 'credit_is_whole' }
  /** A professional without one: the lower of the two. */
  | {
      readonly kind: 'capped';
      readonly capCents: number;
      readonly by: 'direct_loss' | 'paid';
      readonly paidCents: number;
      /** The six months before the claim: the first day, and the day after the last. */
      readonly paidFrom: string;
      readonly paidUntil: string;
    }
  /** Capped, and what was paid is not known yet. */
  | { readonly kind: 'paid_missing' };

/** What limits a customer's claim for compensation (5.2, H6). */
export function claimLimits(claim: Claim): ClaimLimits {
  const { quality, committed, claimedOn, directLossCents, paidCents } = claim;
  if (quality !== 'professional') return { kind: 'none' };
  if (committed) return { kind: 'credit_is_whole' };
  if (paidCents === null) return { kind: 'paid_missing' };
  return {
    kind: 'capped',
    capCents: Math.min(directLossCents, paidCents),
    by: directLossCents <= paidCents ? 'direct_loss' : 'paid',
    paidCents,
    paidFrom: sixMonthsBefore(claimedOn),
    paidUntil: claimedOn,
  };
}

/** The same day-number six months before, or that month's last day where it has no such day. */
function sixMonthsBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ months: 6 }).toString();
}

/** The day it is in a zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, now: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
