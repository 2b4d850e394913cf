import { Temporal } from 'temporal-polyfill';
import type { DayView, SegmentView } from '../views/models/clocks.ts';

type Mark = { readonly kind: DayView['marks'][number]['kind']; readonly at: Date };

/**
 * The days of a clock's picture, on the wall clock of a zone: each as long as it really is, so that
 * the day on which clocks change has its 23 or 25 hours. Whole days that are alike are told once.
 */
export function daysOf(
  segments: readonly SegmentView[],
  marks: readonly Mark[],
  zone: string,
): DayView[] {
  const instants = [
    ...segments.flatMap(({ from, to }) => [from, to]),
    ...marks.map(({ at }) => at),
  ];
  const times = instants.map((at) => at.getTime());
  if (times.length === 0) return [];
  const last = Math.max(...times);
  const days: DayView[] = [];
  let day = dayStart(Math.min(...times), zone);
  do {
    const next = day.add({ days: 1 });
    addDay(days, dayView(day.epochMilliseconds, next.epochMilliseconds, segments, marks));
    day = next;
  } while (day.epochMilliseconds < last);
  return days;
}

function dayStart(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();
}

function dayView(
  start: number,
  end: number,
  segments: readonly SegmentView[],
  marks: readonly Mark[],
): DayView {
  const place = (at: number) => percent((at - start) / (end - start));
  const within = segments.filter(({ from, to }) => from.getTime() < end && to.getTime() > start);
  const holidays = within.flatMap((segment) => segment.holidays);
  return {
    from: new Date(start),
    last: null,
    holidays: [...new Set(holidays)],
    pieces: within.map(({ kind, expected, from, to }) => {
      const x = place(Math.max(from.getTime(), start));
      return {
        kind,
        expected,
        x,
        width: percent(place(Math.min(to.getTime(), end)) / 100 - x / 100),
      };
    }),
    marks: marks
      .filter(({ at }) => start <= at.getTime() && at.getTime() < end)
      .map(({ kind, at }) => ({ kind, at, x: place(at.getTime()) })),
  };
}

/** A month of closed days is one line, not thirty. */
function addDay(days: DayView[], day: DayView): void {
  const before = days.at(-1);
  if (before && isPlain(before) && isPlain(day) && alike(before, day)) before.last = day.from;
  else days.push(day);
}

function isPlain({ pieces, marks }: DayView): boolean {
  return pieces.length === 1 && pieces[0]?.width === 100 && marks.length === 0;
}

function alike(a: DayView, b: DayView): boolean {
  const [first] = a.pieces;
  const [second] = b.pieces;
  return (
    first?.kind === second?.kind &&
    first?.expected === second?.expected &&
    a.holidays.join() === b.holidays.join()
  );
}

/** Of the whole, to the hundredth. */
function percent(part: number): number {
  return Math.round(part * 10_000) / 100;
}
