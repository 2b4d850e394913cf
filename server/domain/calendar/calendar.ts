import type { OpeningInterval, WeeklyHours } from '../provider/provider.ts';
import type { HolidayChoice } from './holidays.ts';

/**
 * One version of a calendar. A clock names the version it was judged by, and a change makes another
 * version, so that history is never rewritten.
 */
export type CalendarVersion = {
  /** IANA name: opening hours and days are told on this zone's wall clock. */
  readonly timeZone: string;
  /** Half-open, several a day; `24:00` ends a day and runs on into the next day's `00:00`. */
  readonly weeklyHours: WeeklyHours;
  /** Null: public holidays change nothing, as for incidents (H1). */
  readonly holidays: HolidayChoice | null;
  readonly exceptions: readonly CalendarException[];
};

/**
 * Closed or open against the weekly hours: whole local days (`2026-12-24`, the last one included),
 * or a stretch of the wall clock (`2026-12-24T12:00`, the end not included). Where both cover an
 * instant, it is open: an opening is made inside a longer closure, not the other way round.
 */
export type CalendarException = {
  readonly kind: 'closed' | 'open';
  readonly from: string;
  readonly to: string;
  /** What people are told; may be empty. */
  readonly label: string;
};

/** Day and night, all year (H1). The zone only says which days a picture of it shows. */
export function alwaysOpen(timeZone: string): CalendarVersion {
  const day: readonly OpeningInterval[] = [['00:00', '24:00']];
  const weeklyHours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
  return { timeZone, weeklyHours, holidays: null, exceptions: [] };
}
