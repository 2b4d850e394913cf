import type { CalendarException } from './calendar.ts';

/**
 * The wall clock as a number: milliseconds since 1970-01-01T00:00 as if there were no zones. Hours
 * and days are plain arithmetic on it; only `offsets.ts` knows where it jumps.
 */
export type LocalMs = number;

/** Half-open. */
export type Stretch = readonly [from: number, to: number];

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** `HH:MM` as milliseconds of the day, `24:00` included; null where it is no time. */
export function timeOfDay(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const time = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return time <= DAY ? time : null;
}

/** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` on the wall clock; null where there is no such day or time. */
export function localTime(text: string): LocalMs | null {
  const [, date, time = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(text) ?? [];
  if (date === undefined) return null;
  const day = Date.parse(`${date}T00:00:00Z`);
  const ofDay = timeOfDay(time);
  if (Number.isNaN(day) || ofDay === null || dateOf(day / DAY) !== date) return null;
  return day + ofDay;
}

/** What an exception covers; null where it makes no sense. */
export function exceptionStretch({ from, to }: CalendarException): Stretch | null {
  const start = localTime(from);
  const end = localTime(to);
  if (start === null || end === null || from.includes('T') !== to.includes('T')) return null;
  const last = to.includes('T') ? end : end + DAY;
  return last > start ? [start, last] : null;
}

/** The date of a day counted from 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
