import type { CompiledCalendar } from './compile.ts';
import type { Holiday } from './holidays.ts';
import { DAY, exceptionStretch } from './local-time.ts';
import { offsetSpans } from './offsets.ts';
import { clipped } from './stretches.ts';

/** Why a stretch is closed beyond the weekly hours; both empty where they alone close it. */
export type ClosureReason = {
  readonly holidays: readonly Holiday[];
  /** Labels of the calendar's own closures. */
  readonly closures: readonly string[];
};

/**
 * What closed a calendar between two instants that its weekly hours would have opened. A holiday on
 * a day that never opens closes nothing, and is not named.
 */
export function closureReason(
  { version, wall }: CompiledCalendar,
  from: number,
  to: number,
): ClosureReason {
  const holidays = new Map<string, Holiday>();
  const closures = new Set<string>();
  for (const span of offsetSpans(version.timeZone, from, to)) {
    const localFrom = span.from + span.offset;
    const localTo = span.to + span.offset;
    for (let day = Math.floor(localFrom / DAY); day * DAY < localTo; day += 1) {
      const usual = clipped(wall.usuallyOpenOn(day), localFrom, localTo);
      if (usual.length === 0) continue;
      for (const holiday of wall.holidaysOn(day)) holidays.set(holiday.date + holiday.key, holiday);
      for (const closure of wall.closuresOn(day)) {
        const stretch = exceptionStretch(closure);
        if (stretch && clipped(usual, ...stretch).length > 0) closures.add(closure.label);
      }
    }
  }
  return { holidays: [...holidays.values()], closures: [...closures] };
}
