import { Temporal } from 'temporal-polyfill';
import { type HolidayZone, holidaysOf } from '../calendar/holidays.ts';

/** A legal time limit, in calendar days or in months (10.10). */
export type LegalPeriod =
  | { readonly days: number; readonly months?: never }
  | { readonly months: number; readonly days?: never };

export type LegalLimit = {
  /** `YYYY-MM-DD`, the last day in time, in the provider's zone. */
  readonly lastDay: string;
  /** The exclusive end of that day: a millisecond before is in time, this instant is late. */
  readonly ends: Date;
};

/**
 * T1: counted from the day after the event to 24:00 of the last day, whatever weekend or holiday.
 * Months end on the same day-number, or on the month's last day where it has no such day.
 *
 * @param event when it happened, at whatever hour
 * @param timeZone the provider's
 */
export function legalLimit(event: Date, period: LegalPeriod, timeZone: string): LegalLimit {
  return limitFromDay(dayOf(event, timeZone), period, timeZone);
}

/** The same from a day alone, `YYYY-MM-DD` in the provider's zone, as on a letter that came. */
export function legalLimitFromDay(day: string, period: LegalPeriod, timeZone: string): LegalLimit {
  return limitFromDay(Temporal.PlainDate.from(day), period, timeZone);
}

/**
 * T2: a consumer's withdrawal period (12.1, L221-18). One that would end on a Saturday, a Sunday or
 * a public holiday ends with the next working day (L221-19).
 *
 * @param ordered when the contract was concluded
 */
export function withdrawalLimit(
  ordered: Date,
  period: LegalPeriod,
  place: { timeZone: string; holidays: HolidayZone },
): LegalLimit {
  return withdrawalLimitFromDay(dayOf(ordered, place.timeZone).toString(), period, place);
}

/** The same from a day alone, `YYYY-MM-DD` in the provider's zone. */
export function withdrawalLimitFromDay(
  ordered: string,
  period: LegalPeriod,
  place: { timeZone: string; holidays: HolidayZone },
): LegalLimit {
  let last = Temporal.PlainDate.from(ordered).add(period);
  while (!isWorkingDay(last, place.holidays)) last = last.add({ days: 1 });
  return limitOn(last, place.timeZone);
}

function isWorkingDay(day: Temporal.PlainDate, zone: HolidayZone): boolean {
  if (day.dayOfWeek >= 6) return false;
  return holidaysOf(zone, day.year).every(({ date }) => date !== day.toString());
}

function dayOf(instant: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

function limitFromDay(day: Temporal.PlainDate, period: LegalPeriod, timeZone: string): LegalLimit {
  return limitOn(day.add(period), timeZone);
}

function limitOn(last: Temporal.PlainDate, timeZone: string): LegalLimit {
  const ends = last.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return { lastDay: last.toString(), ends: new Date(ends) };
}
