import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type WeeklyHours } from './provider.ts';

/** The longest a week's hours can leave closed before the same weekday comes again, in days. */
const HORIZON = 8;

/**
 * Whether the provider is open, and when that changes (I1): the instant it closes, or opens again.
 * `changesAt` is null for hours that never change.
 */
export function openingAt(
  hours: WeeklyHours,
  timeZone: string,
  now: Date,
): { open: boolean; changesAt: Date | null } {
  let closes: number | null = null;
  for (const { from, to } of comingIntervals(hours, timeZone, now)) {
    if (closes !== null && from > closes) break;
    if (closes === null && from > now.getTime()) return { open: false, changesAt: new Date(from) };
    if (to > now.getTime()) closes = to;
  }
  if (closes === null) return { open: false, changesAt: null };
  const endsWithinHorizon = closes < now.getTime() + (HORIZON - 1) * 86_400_000;
  return { open: true, changesAt: endsWithinHorizon ? new Date(closes) : null };
}

/** The opening intervals of today and the days after, as instants. */
function comingIntervals(
  hours: WeeklyHours,
  timeZone: string,
  now: Date,
): { from: number; to: number }[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return Array.from({ length: HORIZON }, (_, days) => today.add({ days })).flatMap((date) => {
    const weekday = WEEKDAYS[date.dayOfWeek - 1];
    const intervals = weekday === undefined ? [] : hours[weekday];
    return intervals.map(([from, to]) => ({
      from: instantOf(date, from, timeZone),
      to: instantOf(date, to, timeZone),
    }));
  });
}

function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const midnight = time === '24:00';
  return (midnight ? date.add({ days: 1 }) : date).toZonedDateTime({
    timeZone,
    plainTime: midnight ? '00:00' : time,
  }).epochMilliseconds;
}
