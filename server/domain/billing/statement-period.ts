import { Temporal } from 'temporal-polyfill';
import { accept, type Outcome, refuse } from '../outcome.ts';

/** Days of the provider's calendar, `YYYY-MM-DD`, the last included. */
export type StatementPeriod = { readonly from: string; readonly to: string };

/** Reads the two days of a period as they were typed. */
export function readPeriod(typed: StatementPeriod): Outcome<StatementPeriod> {
  for (const field of ['from', 'to'] as const) {
    if (typed[field].trim() === '') return refuse('required', { field });
    if (dayOf(typed[field]) === null) return refuse('invalid_choice', { field });
  }
  return typed.to < typed.from ? refuse('end_before_start', { field: 'to' }) : accept({ ...typed });
}

/** The instants of a period, half-open: days begin and end in the provider's zone (10.10). */
export function boundsOf(
  { from, to }: StatementPeriod,
  timeZone: string,
): { from: Date; to: Date } {
  const start = (day: Temporal.PlainDate) =>
    new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    from: start(Temporal.PlainDate.from(from)),
    to: start(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}

/** The month that an instant falls in, on the provider's calendar. */
export function monthOf(at: Date, timeZone: string): StatementPeriod {
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return {
    from: day.with({ day: 1 }).toString(),
    to: day.with({ day: day.daysInMonth }).toString(),
  };
}

function dayOf(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}
