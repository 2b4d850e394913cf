import { type LegalLimit, legalLimitFromDay } from '../deadline/legal-limit.ts';

/**
 * How long a line may be disputed with the effect of suspending it: one month from the invoice's
 * issue (D5), counted as the contract's limits are (T1). A later dispute is examined too.
 *
 * @param issuedOn `YYYY-MM-DD`, the invoice's date
 * @param timeZone the provider's
 */
export function disputeLimit(issuedOn: string, timeZone: string): LegalLimit {
  return legalLimitFromDay(issuedOn, { months: 1 }, timeZone);
}

/** Whether a dispute comes after the month: the limit's own instant is late (T1). */
export function isLateDispute(limit: LegalLimit, at: Date): boolean {
  return at.getTime() >= limit.ends.getTime();
}
