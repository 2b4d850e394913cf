import { readClock } from './clock.ts';
import type { OwedFacts } from './owed.ts';

/**
 * The open time that a first response took where none was promised (H3): measured and shown, never
 * late. Null where one is promised, and while nobody has answered.
 *
 * @returns milliseconds of the kind's calendar
 */
export function measuredResponse(
  { targets, calendar, timeline }: Pick<OwedFacts, 'targets' | 'calendar' | 'timeline'>,
  now: Date,
): number | null {
  if (targets.first_response !== null) return null;
  const target = { name: 'first_response', minutes: null } as const;
  const { metAt, elapsed } = readClock({ target, calendar, timeline, suspensions: [] }, now);
  return metAt === null ? null : elapsed;
}
