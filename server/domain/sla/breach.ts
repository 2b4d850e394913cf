import { latenessAtCap } from '../billing/service-credit.ts';
import { dueWithPauses, openWithPauses } from '../calendar/paused-time.ts';
import type { CreditTable } from '../plan/plan.ts';
import { type Clock, coursesAt, stretchesOf } from './clock.ts';
import type { Course } from './course.ts';
import type { TargetName } from './target.ts';
import type { MissedDeadline } from './timeline.ts';

const MINUTE = 60_000;

/** A deadline that one run of a clock missed. */
export type Breach = {
  readonly target: TargetName;
  /** Dates the breach, whenever it is noticed. */
  readonly dueAt: Date;
  /** Null while it is still to be met. */
  readonly metAt: Date | null;
  /** The run that missed it, in milliseconds; `to` is Infinity while it lasts. */
  readonly run: { readonly from: number; readonly to: number };
  /** Open milliseconds, pauses left out, from the deadline until it was met, or is read. */
  readonly lateMs: number;
  /** From when a table's credit for it is final; null while nobody can tell. */
  creditAt(table: CreditTable): Date | null;
};

/** Every deadline that a clock has missed, the runs before the current one included. */
export function breachesOf(clock: Clock, now: Date): Breach[] {
  const { minutes, name } = clock.target;
  if (minutes === null) return [];
  const time = minutes * MINUTE;
  return coursesAt(clock, now).flatMap((course) => {
    const due = reached(clock, course, time);
    const end = course.end ?? now.getTime();
    if (due === null || due > end) return [];
    const counted = openWithPauses(clock.calendar.table, course.start, end, stretchesOf(course));
    return [
      {
        target: name,
        dueAt: new Date(due),
        metAt: course.end === null ? null : new Date(course.end),
        run: { from: course.start, to: course.end ?? Infinity },
        lateMs: Math.max(0, counted - time),
        creditAt: (table: CreditTable) => creditAt(clock, course, time, table),
      },
    ];
  });
}

/** Met, or so late that the credit grows no more, whichever comes first. */
function creditAt(clock: Clock, course: Course, time: number, table: CreditTable): Date | null {
  const capped = reached(clock, course, time + latenessAtCap(table));
  const at = Math.min(course.end ?? Infinity, capped ?? Infinity);
  return at === Infinity ? null : new Date(at);
}

function reached(clock: Clock, course: Course, time: number): number | null {
  return dueWithPauses(clock.calendar.table, course.start, time, stretchesOf(course));
}

/** What clocks missed and the history doesn't say yet, the longest past first. */
export function unrecordedBreaches(
  clocks: readonly Clock[],
  recorded: readonly MissedDeadline[],
  now: Date,
): Breach[] {
  return clocks
    .flatMap((clock) => breachesOf(clock, now))
    .filter((breach) => !isAmong(breach, recorded))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * Whether it stands in a list of what was written down. A run misses its deadline once, even where
 * another priority, or a window that was cancelled, has moved the deadline since.
 */
export function isAmong(
  { target, run }: Pick<Breach, 'target' | 'run'>,
  recorded: readonly MissedDeadline[],
): boolean {
  return recorded.some(
    (missed) =>
      missed.target === target &&
      missed.dueAt.getTime() > run.from &&
      missed.dueAt.getTime() <= run.to,
  );
}
