import { Temporal } from 'temporal-polyfill';

/** A month of the provider's calendar: the first at 00:00 to the next month's first, half-open. */
export type Month = {
  /** `2026-11`, as addresses and files write it. */
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
};

export const MONTH_COUNTS = [3, 6, 12] as const;
export type Months = {
  readonly count: (typeof MONTH_COUNTS)[number];
  /** The oldest first. */
  readonly months: readonly [Month, ...Month[]];
  readonly from: Date;
  readonly to: Date;
  /** The last month of the period just before; of the one after, null where that lies ahead. */
  readonly earlier: string;
  readonly later: string | null;
};

/**
 * The months that figures are asked for, in the provider's zone, where days begin and end (10.10).
 *
 * @param asked as an address says it: what makes no sense, or lies ahead, is this month's
 */
export function monthsOf(
  asked: { months?: unknown; until?: unknown },
  timeZone: string,
  now: Date,
): Months {
  const count = MONTH_COUNTS.find((each) => String(each) === asked.months) ?? 6;
  const current = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth();
  const wanted = monthIn(asked.until);
  const last = wanted && isBefore(wanted, current) ? wanted : current;
  const months = Array.from({ length: count }, (_, index) =>
    monthFrom(last.subtract({ months: count - 1 - index }), timeZone),
  ) as [Month, ...Month[]];
  const next = last.add({ months: count });
  const later = isBefore(next, current) ? next : current;
  return {
    count,
    months,
    from: months[0].from,
    to: (months.at(-1) as Month).to,
    earlier: last.subtract({ months: count }).toString(),
    later: isBefore(last, current) ? later.toString() : null,
  };
}

function monthFrom(month: Temporal.PlainYearMonth, timeZone: string): Month {
  const first = ({ year, month: number }: Temporal.PlainYearMonth) =>
    new Date(new Temporal.PlainDate(year, number, 1).toZonedDateTime(timeZone).epochMilliseconds);
  return { name: month.toString(), from: first(month), to: first(month.add({ months: 1 })) };
}

/** `2026-11`; null where it is no month, or one before this product could be. */
function monthIn(text: unknown): Temporal.PlainYearMonth | null {
  return typeof text === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(text)
    ? Temporal.PlainYearMonth.from(text)
    : null;
}

function isBefore(a: Temporal.PlainYearMonth, b: Temporal.PlainYearMonth): boolean {
  return Temporal.PlainYearMonth.compare(a, b) < 0;
}
