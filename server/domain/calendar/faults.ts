import { type OpeningInterval, WEEKDAYS, type Weekday } from '../provider/provider.ts';
import type { CalendarException, CalendarVersion } from './calendar.ts';
import { HOLIDAY_ZONES, type HolidayChoice, holidayKeysOf } from './holidays.ts';
import { exceptionStretch, timeOfDay } from './local-time.ts';
import { isTimeZone } from './offsets.ts';

/** Why a calendar cannot be saved: a key of the locale files, where, and what was written there. */
export type CalendarFault = {
  readonly reason:
    | 'unknown_time_zone'
    | 'unknown_weekday'
    | 'malformed_interval'
    | 'overlapping_intervals'
    | 'unknown_holiday_zone'
    | 'unknown_holiday'
    | 'malformed_exception'
    | 'never_opens';
  readonly field: 'timeZone' | 'weeklyHours' | 'holidays' | 'exceptions';
  readonly what: string;
};

/** Everything wrong with a calendar, in the order of its form; empty where it can be saved. */
export function calendarFaults(calendar: CalendarVersion): CalendarFault[] {
  const faults: CalendarFault[] = [
    ...(isTimeZone(calendar.timeZone)
      ? []
      : [{ reason: 'unknown_time_zone', field: 'timeZone', what: calendar.timeZone } as const]),
    ...weekFaults(calendar.weeklyHours),
    ...holidayFaults(calendar.holidays),
    ...calendar.exceptions.flatMap(exceptionFaults),
  ];
  return faults.length === 0 && !everOpens(calendar)
    ? [{ reason: 'never_opens', field: 'weeklyHours', what: '' }]
    : faults;
}

/** Exceptions end: only the weekly hours can open again for ever. */
function everOpens({ weeklyHours }: CalendarVersion): boolean {
  return WEEKDAYS.some((weekday) => (weeklyHours[weekday] ?? []).length > 0);
}

function weekFaults(hours: CalendarVersion['weeklyHours']): CalendarFault[] {
  const strange = Object.keys(hours).filter((name) => !WEEKDAYS.includes(name as Weekday));
  return [
    ...strange.map((what) => ({ reason: 'unknown_weekday', field: 'weeklyHours', what }) as const),
    ...WEEKDAYS.flatMap((weekday) => dayFaults(weekday, hours[weekday] ?? [])),
  ];
}

function dayFaults(weekday: Weekday, intervals: readonly OpeningInterval[]): CalendarFault[] {
  const read = intervals.map(([from, to]) => ({
    what: `${weekday} ${from}-${to}`,
    from: timeOfDay(from),
    to: timeOfDay(to),
  }));
  const malformed = read.filter(({ from, to }) => from === null || to === null || to <= from);
  if (malformed.length > 0) {
    return malformed.map(({ what }) => ({
      reason: 'malformed_interval',
      field: 'weeklyHours',
      what,
    }));
  }
  const sorted = [...read].sort((a, b) => (a.from as number) - (b.from as number));
  return sorted
    .filter(({ from }, index) => index > 0 && (from as number) < (sorted[index - 1]?.to as number))
    .map(({ what }) => ({ reason: 'overlapping_intervals', field: 'weeklyHours', what }));
}

function holidayFaults(choice: HolidayChoice | null): CalendarFault[] {
  if (choice === null) return [];
  if (!HOLIDAY_ZONES.includes(choice.zone)) {
    return [{ reason: 'unknown_holiday_zone', field: 'holidays', what: choice.zone }];
  }
  const keys = holidayKeysOf(choice.zone);
  return [...choice.alsoClosed, ...choice.open]
    .filter((key) => !keys.includes(key))
    .map((what) => ({ reason: 'unknown_holiday', field: 'holidays', what }));
}

function exceptionFaults(exception: CalendarException): CalendarFault[] {
  if (exceptionStretch(exception)) return [];
  const what = `${exception.from} - ${exception.to}`;
  return [{ reason: 'malformed_exception', field: 'exceptions', what }];
}
