import type { CalendarException, CalendarVersion } from './calendar.ts';
import type { Holiday } from './holidays.ts';
import { DAY, dateOf, exceptionStretch, localTime, type Stretch } from './local-time.ts';
import { offsetSpans } from './offsets.ts';
import { without } from './stretches.ts';
import { wallClock } from './wall-clock.ts';

/** One day of a calendar as its wall clock tells it; stretches are milliseconds of that day. */
export type CalendarDay = {
  readonly date: string;
  readonly open: readonly Stretch[];
  /** What the weekly hours would have opened, and a holiday or a closure keeps closed. */
  readonly lost: readonly Stretch[];
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly CalendarException[];
  /** The zone's clock jumps on this day: it has not 24 hours. */
  readonly clockChange: boolean;
};

/**
 * A month of a calendar, day by day.
 *
 * @param calendar one without faults
 * @param month `YYYY-MM`
 */
export function monthOf(calendar: CalendarVersion, month: string): CalendarDay[] {
  const wall = wallClock(calendar);
  const [first, end] = [dayNumber(month), dayNumber(monthBeside(month, 1))];
  const changes = clockChanges(calendar.timeZone, first, end);
  return Array.from({ length: end - first }, (_, index) => {
    const day = first + index;
    const ofDay = (stretches: readonly Stretch[]) =>
      stretches.map(([from, to]): Stretch => [from - day * DAY, to - day * DAY]);
    const open = wall.openOn(day);
    return {
      date: dateOf(day),
      open: ofDay(open),
      lost: ofDay(without(wall.usuallyOpenOn(day), open)),
      holidays: wall.holidaysOn(day),
      exceptions: calendar.exceptions.filter((exception) => touches(exception, day)),
      clockChange: changes.has(day),
    };
  });
}

/** The month so many months later, or earlier. */
export function monthBeside(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

function dayNumber(month: string): number {
  return (localTime(`${month}-01`) as number) / DAY;
}

function touches(exception: CalendarException, day: number): boolean {
  const stretch = exceptionStretch(exception);
  return stretch !== null && stretch[0] < (day + 1) * DAY && stretch[1] > day * DAY;
}

/** The days on which the offset from universal time changes. */
function clockChanges(timeZone: string, first: number, end: number): Set<number> {
  const spans = offsetSpans(timeZone, (first - 1) * DAY, (end + 1) * DAY);
  const changed = spans.filter(({ offset }, index) => {
    const before = spans[index - 1];
    return before !== undefined && before.offset !== offset;
  });
  return new Set(changed.map(({ from, offset }) => Math.floor((from + offset) / DAY)));
}
