import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { CalendarVersion } from '../../domain/calendar/calendar.ts';
import { calendarFaults } from '../../domain/calendar/faults.ts';
import type { Stretch } from '../../domain/calendar/local-time.ts';
import { united } from '../../domain/calendar/stretches.ts';

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    context.addIssue(`not an instant with its offset: ${text}`);
    return z.NEVER;
  }
});

const day = z.array(z.tuple([z.string(), z.string()])).default([]);

const pause = z
  .object({ from: instant, to: instant.nullish() })
  .refine(({ from, to }) => to == null || to >= from, 'a pause ends before it starts');

/** What `explain -- clock` is asked on one line. */
export const clockQuestion = z
  .object({
    tz: z.string(),
    weekly_hours: z.strictObject({
      mon: day,
      tue: day,
      wed: day,
      thu: day,
      fri: day,
      sat: day,
      sun: day,
    }),
    holidays: z.array(z.string()).nullish(),
    start: instant,
    minutes: z.number().min(0).nullish(),
    end: instant.nullish(),
    pauses: z.array(pause).nullish(),
    /** Asks for the explanation too: years of it are long. */
    segments: z.boolean().default(false),
  })
  .refine(
    ({ minutes, end }) => (minutes == null) !== (end == null),
    'either minutes or end is needed, not both',
  );
export type ClockQuestion = z.output<typeof clockQuestion>;

/** @throws RangeError with what is wrong; a calendar that never opens is not, here */
export function calendarOf(question: ClockQuestion): CalendarVersion {
  const calendar: CalendarVersion = {
    timeZone: question.tz,
    weeklyHours: question.weekly_hours,
    holidays: null,
    exceptions: (question.holidays ?? []).map((date) => ({
      kind: 'closed',
      from: date,
      to: date,
      label: '',
    })),
  };
  const fault = calendarFaults(calendar).find(({ reason }) => reason !== 'never_opens');
  if (fault) throw new RangeError(`${fault.reason.replaceAll('_', ' ')}: ${fault.what}`);
  return calendar;
}

/** Overlapping pauses count once; one without an end lasts. */
export function pausesOf(question: ClockQuestion): Stretch[] {
  return united((question.pauses ?? []).map(({ from, to }): Stretch => [from, to ?? Infinity]));
}
