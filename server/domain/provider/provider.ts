/** `['09:00', '12:30']`, local time, the end not included; `24:00` ends a day. */
export type OpeningInterval = readonly [from: string, to: string];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export type WeeklyHours = Readonly<Record<Weekday, readonly OpeningInterval[]>>;

/** The provider's own facts: settings, never constants in code. */
export type Provider = {
  readonly name: string;
  readonly postalAddress: string;
  readonly phone: string;
  readonly website: string;
  /** The zone in which its days begin and end (10.10). */
  readonly timeZone: string;
};

/** Consecutive weekdays with the same hours are said together: `lun–ven 09:00–12:30, 14:00–18:00`. */
export function groupedHours(
  hours: WeeklyHours,
): { from: Weekday; to: Weekday; intervals: readonly OpeningInterval[] }[] {
  const groups: { from: Weekday; to: Weekday; intervals: readonly OpeningInterval[] }[] = [];
  let previous: Weekday | null = null;
  for (const day of WEEKDAYS) {
    const intervals = hours[day];
    const last = groups.at(-1);
    if (intervals.length === 0) {
      previous = null;
      continue;
    }
    if (last && previous === last.to && sameIntervals(last.intervals, intervals)) last.to = day;
    else groups.push({ from: day, to: day, intervals });
    previous = day;
  }
  return groups;
}

function sameIntervals(a: readonly OpeningInterval[], b: readonly OpeningInterval[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
