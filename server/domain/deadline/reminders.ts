import { legalLimitFromDay } from './legal-limit.ts';

/** P5: staff are reminded this many days before the end of the last day, and alerted at it. */
export const REMINDERS = [10, 5, 1, 0] as const;

/** So many days before the end of a limit's last day, by the calendar; 0 is that end itself. */
export function reminderAt(lastDay: string, days: number, timeZone: string): Date {
  return legalLimitFromDay(lastDay, { days: -days }, timeZone).ends;
}

/** Which reminders of a limit are due by now and were not said: the last is the one to say. */
export function remindersOf(
  lastDay: string,
  said: readonly number[],
  timeZone: string,
  now: Date,
  among: readonly number[] = REMINDERS,
): readonly number[] {
  return among.filter((days) => !said.includes(days) && reminderAt(lastDay, days, timeZone) <= now);
}
