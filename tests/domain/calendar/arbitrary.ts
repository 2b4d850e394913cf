import fc from 'fast-check';
import type { CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { type OpeningInterval, WEEKDAYS } from '../../../server/domain/provider/provider.ts';

/** Zones with every kind of change: by an hour, by half, at midnight, across the date line, never. */
export const ZONES = [
  'Europe/Paris',
  'America/Miquelon',
  'America/Guadeloupe',
  'Indian/Reunion',
  'Pacific/Noumea',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Havana',
  'Asia/Gaza',
  'Pacific/Apia',
] as const;

export const zone = fc.constantFrom(...ZONES);

/** An instant from 2008 to 2031, to the second. */
export const instant = fc
  .integer({ min: Date.UTC(2008) / 1000, max: Date.UTC(2031) / 1000 })
  .map((seconds) => seconds * 1000);

/** Open time up to three weeks of days and nights, in milliseconds. */
export const openTime = fc
  .integer({ min: 0, max: 3 * 7 * 86_400 })
  .map((seconds) => seconds * 1000);

const minutesOfDay = fc.integer({ min: 0, max: 1440 });

/** The hours of one day: none to three intervals. */
const hours: fc.Arbitrary<OpeningInterval[]> = fc
  .uniqueArray(minutesOfDay, { maxLength: 6 })
  .map((edges) => {
    const sorted = edges.sort((a, b) => a - b);
    return Array.from(
      { length: Math.floor(sorted.length / 2) },
      (_, index): OpeningInterval => [
        clock(sorted[2 * index] as number),
        clock(sorted[2 * index + 1] as number),
      ],
    );
  });

/** A calendar that opens some day of the week. */
export const calendar: fc.Arbitrary<CalendarVersion> = fc
  .record({
    timeZone: zone,
    weeklyHours: fc.record({
      mon: hours,
      tue: hours,
      wed: hours,
      thu: hours,
      fri: hours,
      sat: hours,
      sun: hours,
    }),
    holidays: fc.constant(null),
    exceptions: fc.constant([]),
  })
  .filter(({ weeklyHours }) => WEEKDAYS.some((weekday) => weeklyHours[weekday].length > 0));

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
