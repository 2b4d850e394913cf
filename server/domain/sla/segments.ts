import { type ClosureReason, closureReason } from '../calendar/closure.ts';
import type { Stretch } from '../calendar/local-time.ts';
import { without } from '../calendar/stretches.ts';
import { type Clock, type ClockReading, coursesAt, readClock } from './clock.ts';
import type { Course } from './course.ts';
import type { Pause } from './pause.ts';

/** A piece of a clock's explanation. `expected` lies ahead of the reading: it may still change. */
export type Segment = {
  readonly from: Date;
  readonly to: Date;
  readonly expected: boolean;
} & (
  | { readonly kind: 'counted' }
  | ({ readonly kind: 'closed' } & ClosureReason)
  | { readonly kind: 'paused'; readonly pauses: readonly Pause[] }
);

/**
 * A clock with its explanation: every instant from its start to its end, or to its due time if that
 * is later, lies in one segment. Closed wins over paused, so what paused segments add up to is how
 * far the pauses moved the due time.
 */
export function explainClock(
  clock: Clock,
  now: Date,
): ClockReading & { readonly segments: readonly Segment[] } {
  const reading = readClock(clock, now);
  const course = coursesAt(clock, now).at(-1) as Course;
  const cut = course.end ?? now.getTime();
  const last = Math.max(cut, reading.dueAt?.getTime() ?? cut);
  const parts: [Stretch, boolean][] = [
    [[course.start, cut], false],
    [[Math.max(course.start, cut), last], true],
  ];
  const segments = parts.flatMap(([part, expected]) => segmentsOf(clock, course, part, expected));
  return { ...reading, segments };
}

function segmentsOf(
  { calendar }: Clock,
  course: Course,
  [from, to]: Stretch,
  expected: boolean,
): Segment[] {
  if (to <= from) return [];
  const open = calendar.table.openings(from, to);
  const closed = without([[from, to]], open).map(
    (stretch): Segment => ({
      kind: 'closed',
      ...dates(stretch),
      expected,
      ...closureReason(calendar, ...stretch),
    }),
  );
  const pieces = open.flatMap((stretch) => cutAt(stretch, boundaries(course.pauses)));
  const opened = pieces.map((piece): Segment => {
    const pauses = course.pauses.filter((pause) => pause.from <= piece[0] && piece[1] <= pause.to);
    return pauses.length > 0
      ? { kind: 'paused', ...dates(piece), expected, pauses }
      : { kind: 'counted', ...dates(piece), expected };
  });
  return [...closed, ...opened].sort((a, b) => a.from.getTime() - b.from.getTime());
}

function boundaries(pauses: readonly Pause[]): number[] {
  return [...new Set(pauses.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
}

function cutAt([from, to]: Stretch, cuts: readonly number[]): Stretch[] {
  const edges = [from, ...cuts.filter((cut) => from < cut && cut < to), to];
  return edges.slice(1).map((edge, index): Stretch => [edges[index] as number, edge]);
}

function dates([from, to]: Stretch): { from: Date; to: Date } {
  return { from: new Date(from), to: new Date(to) };
}
