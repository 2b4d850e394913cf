import { Temporal } from 'temporal-polyfill';

/** An ISO week on the provider's calendar: Monday 00:00 to Monday 00:00, half-open. */
export type Week = {
  readonly year: number;
  readonly week: number;
  /** `2026-W47`, as addresses and files write it. */
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
};

export const PERIODS = [4, 12, 26] as const;
export type Period = {
  readonly count: (typeof PERIODS)[number];
  /** The oldest first. */
  readonly weeks: readonly [Week, ...Week[]];
  readonly from: Date;
  readonly to: Date;
  /** The last week of the period just before; of the one after, null where that lies ahead. */
  readonly earlier: string;
  readonly later: string | null;
};

/**
 * The weeks that figures are asked for, in the provider's zone, where days begin and end (10.10).
 *
 * @param asked as an address says it: what makes no sense, or lies ahead, is this week's
 */
export function periodOf(
  asked: { weeks?: unknown; until?: unknown },
  timeZone: string,
  now: Date,
): Period {
  const count = PERIODS.find((each) => String(each) === asked.weeks) ?? 12;
  const current = monday(
    Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate(),
  );
  const wanted = mondayOf(asked.until);
  const last = wanted && Temporal.PlainDate.compare(wanted, current) < 0 ? wanted : current;
  const weeks = Array.from({ length: count }, (_, index) =>
    weekFrom(last.subtract({ weeks: count - 1 - index }), timeZone),
  ) as [Week, ...Week[]];
  const next = last.add({ weeks: count });
  const later = Temporal.PlainDate.compare(last, current) < 0 ? earliest(next, current) : null;
  return {
    count,
    weeks,
    from: weeks[0].from,
    to: (weeks.at(-1) as Week).to,
    earlier: nameOf(last.subtract({ weeks: count })),
    later: later && nameOf(later),
  };
}

function weekFrom(first: Temporal.PlainDate, timeZone: string): Week {
  const instant = (date: Temporal.PlainDate) =>
    new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    year: first.yearOfWeek as number,
    week: first.weekOfYear as number,
    name: nameOf(first),
    from: instant(first),
    to: instant(first.add({ weeks: 1 })),
  };
}

function nameOf(date: Temporal.PlainDate): string {
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}

/** The Monday of `2026-W47`; null where it is no week, or one before this product could be. */
function mondayOf(text: unknown): Temporal.PlainDate | null {
  const [, year, week] = /^(20\d\d)-W(\d\d)$/.exec(String(text)) ?? [];
  if (year === undefined) return null;
  // 4 January always lies in the first week
  const first = monday(new Temporal.PlainDate(Number(year), 1, 4));
  const found = first.add({ weeks: Number(week) - 1 });
  return nameOf(found) === text ? found : null;
}

function monday(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

function earliest(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b;
}
