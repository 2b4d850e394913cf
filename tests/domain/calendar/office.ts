import type { CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { officialHolidays } from '../../../server/domain/calendar/holidays.ts';
import type { OpeningInterval } from '../../../server/domain/provider/provider.ts';

const day: readonly OpeningInterval[] = [
  ['09:00', '12:30'],
  ['14:00', '18:00'],
];

/** Alizé Hébergement's business hours: seven hours and a half, Monday to Friday, in Paris. */
export const office: CalendarVersion = {
  timeZone: 'Europe/Paris',
  weeklyHours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holidays: officialHolidays('metropole'),
  exceptions: [],
};

/** A calendar that is open every day at the same hours. */
export function everyDay(timeZone: string, hours: readonly OpeningInterval[]): CalendarVersion {
  return {
    timeZone,
    weeklyHours: {
      mon: hours,
      tue: hours,
      wed: hours,
      thu: hours,
      fri: hours,
      sat: hours,
      sun: hours,
    },
    holidays: null,
    exceptions: [],
  };
}

export const noHours: CalendarVersion['weeklyHours'] = {
  mon: [],
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: [],
};

/** When a calendar's open time from an instant runs out, in UTC. */
export function due(calendar: CalendarVersion, start: string, minutes: number): string | null {
  const at = compileCalendar(calendar).table.dueAt(Date.parse(start), minutes * 60_000);
  return at === null ? null : utc(at);
}

/** Open minutes between two instants. */
export function minutesBetween(calendar: CalendarVersion, from: string, to: string): number {
  return compileCalendar(calendar).table.openBetween(Date.parse(from), Date.parse(to)) / 60_000;
}

/** `2026-03-02T09:00:00Z` */
export function utc(at: number | Date): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
