import { Temporal } from 'temporal-polyfill';

/** `2026-11-23 09:00`, which every spreadsheet reads as an instant. */
export function wallClock(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}
