import { legalLimit } from '../deadline/legal-limit.ts';
import type { WindowFacts } from './window.ts';

const CONSECUTIVE_DAYS = 30;

/**
 * From when the party that is not prevented may terminate the services concerned (5.7, R6): past 30
 * consecutive days of force majeure, counted as every legal limit is (T1).
 *
 * @param start when the force majeure began
 * @param timeZone the provider's
 */
export function forceMajeureTerminationAt(start: Date, timeZone: string): Date {
  return legalLimit(start, { days: CONSECUTIVE_DAYS }, timeZone).ends;
}

/** Whether that right is open: a force majeure that ended in time never opens it. */
export function mayTerminate(
  { startsAt, endsAt }: Pick<WindowFacts, 'startsAt' | 'endsAt'>,
  timeZone: string,
  now: Date,
): boolean {
  const opens = forceMajeureTerminationAt(startsAt, timeZone);
  return opens <= now && (endsAt === null || endsAt > opens);
}
