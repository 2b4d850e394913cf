import { WEEKDAYS } from '../provider/provider.ts';
import type { CalendarException, CalendarVersion } from './calendar.ts';
import { chosenHolidays, type Holiday } from './holidays.ts';
import { DAY, dateOf, exceptionStretch, type Stretch, timeOfDay, weekdayOf } from './local-time.ts';
import { clipped, united, without } from './stretches.ts';

/** A calendar read for its wall clock: days are counted from 1970-01-01, times are `LocalMs`. */
export type WallClock = {
  /** Half-open stretches of the day's wall clock that are open, in order and apart. */
  openOn(day: number): readonly Stretch[];
  /** Nothing opens from here on; infinite for weekly hours, which come back for ever. */
  readonly opensUntil: number;
  /** Those that the weekly hours alone would open. */
  usuallyOpenOn(day: number): readonly Stretch[];
  holidaysOn(day: number): readonly Holiday[];
  /** Closures that leave something of the day closed, however short. */
  closuresOn(day: number): readonly CalendarException[];
};

type Exception = { readonly exception: CalendarException; readonly stretch: Stretch };

/** @param calendar one without faults: what is malformed opens and closes nothing */
export function wallClock(calendar: CalendarVersion): WallClock {
  const week = WEEKDAYS.map((weekday) =>
    united((calendar.weeklyHours[weekday] ?? []).map(([from, to]) => [of(from), of(to)])),
  );
  const exceptions = calendar.exceptions.flatMap((exception): Exception[] => {
    const stretch = exceptionStretch(exception);
    return stretch ? [{ exception, stretch }] : [];
  });
  const closings = exceptions.filter(({ exception }) => exception.kind === 'closed');
  const closed = united(closings.map(({ stretch }) => stretch));
  const opened = united(
    exceptions.filter((one) => one.exception.kind === 'open').map(({ stretch }) => stretch),
  );

  const usuallyOpenOn = (day: number) =>
    (week[weekdayOf(day)] ?? []).map(([from, to]): Stretch => [day * DAY + from, day * DAY + to]);

  const holidaysOn = (day: number): readonly Holiday[] => {
    if (!calendar.holidays) return [];
    const date = dateOf(day);
    const ofYear = chosenHolidays(calendar.holidays, Number(date.slice(0, 4)));
    return ofYear.filter((holiday) => holiday.date === date);
  };

  return {
    opensUntil: week.some((day) => day.length > 0) ? Infinity : (opened.at(-1)?.[1] ?? -Infinity),
    usuallyOpenOn,
    holidaysOn,
    openOn(day) {
      const usual = holidaysOn(day).length > 0 ? [] : usuallyOpenOn(day);
      if (exceptions.length === 0) return usual;
      const added = clipped(opened, day * DAY, (day + 1) * DAY);
      return united([...without(usual, closed), ...added]);
    },
    closuresOn: (day) =>
      closings
        .filter(({ stretch: [from, to] }) => from < (day + 1) * DAY && to > day * DAY)
        .map(({ exception }) => exception),
  };
}

function of(time: string): number {
  return timeOfDay(time) ?? Number.NaN;
}
