import type { CompiledCalendar } from '../calendar/compile.ts';
import { MINUTE, type Stretch } from '../calendar/local-time.ts';
import { dueWithPauses, openWithPauses } from '../calendar/paused-time.ts';
import { united } from '../calendar/stretches.ts';
import { type Course, coursesOf } from './course.ts';
import type { Suspension } from './pause.ts';
import type { Target } from './target.ts';
import { type Timeline, timelineUntil } from './timeline.ts';

/** All that decides a clock but the instant it is read at. */
export type Clock = {
  readonly target: Target;
  readonly calendar: CompiledCalendar;
  readonly timeline: Timeline;
  /** Those that stand for the ticket's service: what was cancelled is left out. */
  readonly suspensions: readonly Suspension[];
};

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

export type ClockReading = {
  /** Breached stays so, whatever comes after; `metAt` then tells that it was met late. */
  readonly state: ClockState;
  /** When the run that is read began: the receipt, or for the update clock the last public reply. */
  readonly start: Date;
  /** Open milliseconds counted, pauses left out, until it was met or is read. */
  readonly elapsed: number;
  /**
   * When the target runs out, and what dates a breach, however late it is noticed: at this very
   * instant it is late (as T1). Null without a commitment, or while no end of a pause is known.
   */
  readonly dueAt: Date | null;
  readonly metAt: Date | null;
  /** Deadlines that earlier runs of the update clock missed. */
  readonly earlierBreaches: readonly Date[];
};

/** Reads a clock at an instant; what happened after it is left out. */
export function readClock(clock: Clock, now: Date): ClockReading {
  const courses = coursesAt(clock, now);
  const current = courses.at(-1) as Course;
  const end = current.end ?? now.getTime();
  const due = reached(clock, current, 1);
  const pauses = stretchesOf(current);
  return {
    state: stateOf(current, due, now.getTime()),
    start: new Date(current.start),
    elapsed: openWithPauses(clock.calendar.table, current.start, end, pauses),
    dueAt: asDate(due),
    metAt: asDate(current.end),
    earlierBreaches: courses.slice(0, -1).flatMap((course) => {
      const missed = reached(clock, course, 1);
      return missed !== null && missed <= (course.end as number) ? [new Date(missed)] : [];
    }),
  };
}

/**
 * When a share of the target is used up (escalation: 0.5, 0.75 …), as `dueAt` is for the whole.
 * Null without a commitment, or while no end of a pause is known.
 */
export function instantOfShare(clock: Clock, share: number, now: Date): Date | null {
  return asDate(reached(clock, coursesAt(clock, now).at(-1) as Course, share));
}

/** The runs of a clock as they stand at an instant. */
export function coursesAt({ target, timeline, suspensions }: Clock, now: Date): readonly Course[] {
  return coursesOf(target.name, timelineUntil(timeline, now), suspensions);
}

/** A run's pauses, in order and apart: what overlaps stops the clock once. */
export function stretchesOf({ pauses }: Course): Stretch[] {
  return united(pauses.map(({ from, to }): Stretch => [from, to]));
}

function reached({ target, calendar }: Clock, course: Course, share: number): number | null {
  if (target.minutes === null) return null;
  const time = Math.round(target.minutes * MINUTE * share);
  return dueWithPauses(calendar.table, course.start, time, stretchesOf(course));
}

function stateOf({ end, pauses }: Course, due: number | null, now: number): ClockState {
  if (due !== null && due <= (end ?? now)) return 'breached';
  if (end !== null) return 'met';
  return pauses.some(({ from, to }) => from <= now && now < to) ? 'paused' : 'running';
}

function asDate(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
