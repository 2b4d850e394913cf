import { Temporal } from 'temporal-polyfill';

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/**
 * The instant that a form's local date and time name, `2026-11-29T22:00`; null for none: a time that
 * the change to summer skips is none, and of two that the change to winter makes the first is meant.
 */
export function instantOfLocal(text: string, timeZone: string): Date | null {
  if (!LOCAL.test(text)) return null;
  try {
    const local = Temporal.PlainDateTime.from(text);
    const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : null;
  } catch {
    return null;
  }
}

/** The instant as such a form shows it, to the minute. */
export function localOfInstant(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
