import { MONTH_COUNTS, type Months } from '../../domain/figures/months.ts';

/**
 * The months that a page of figures shows, and the addresses that choose others.
 *
 * @param path the page's own
 * @returns the chooser's view, and where a file of the same months is
 */
export function monthsChooser(path: string, period: Months) {
  const last = period.months.at(-1)?.name ?? '';
  const addressOf = (months: number, until: string, file = '') =>
    `${path}${file}?months=${months}&until=${until}`;
  return {
    csv: (name: string) => addressOf(period.count, last, `/${name}.csv`),
    chooser: {
      from: period.from,
      last: new Date(period.to.getTime() - 1),
      counts: MONTH_COUNTS.map((count) => ({
        count,
        url: addressOf(count, last),
        current: count === period.count,
      })),
      earlier: addressOf(period.count, period.earlier),
      later: period.later && addressOf(period.count, period.later),
    },
  };
}

/** What a file of these months is called by: `2026-06-2026-11`. */
export function nameOfMonths({ months }: Months): string {
  return `${months[0].name}-${months.at(-1)?.name}`;
}
