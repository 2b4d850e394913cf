import { isEnded } from '../ticket/status.ts';
import { isFinished, type Pause, pausesOf, type Suspension } from './pause.ts';
import type { TargetName } from './target.ts';
import type { StatusStretch, Timeline } from './timeline.ts';

/** One run of a clock: from where, until what met it, and what stopped it meanwhile. Milliseconds. */
export type Course = {
  readonly start: number;
  /** Null while it is still to be met. */
  readonly end: number | null;
  /** Within the run, in order of their beginning; they may overlap. */
  readonly pauses: readonly Pause[];
};

/**
 * The runs of a clock in order, the last one the current. Only the update clock has several: it
 * starts again at each public reply. A resolution that was undone ended nothing.
 */
export function coursesOf(
  name: TargetName,
  timeline: Timeline,
  suspensions: readonly Suspension[],
): readonly [...Course[], Course] {
  const pauses = pausesOf(name, timeline, suspensions).sort((a, b) => a.from - b.from);
  const received = timeline.receivedAt.getTime();
  const replies = timeline.replies.map(({ at }) => at.getTime());
  const finished = lastingFrom(timeline, isFinished);
  switch (name) {
    case 'first_response':
      // refusing or closing a ticket answers it; resolving without a word doesn't
      return [course(received, replies[0] ?? lastingFrom(timeline, isEnded), pauses)];
    case 'diagnosis':
      return [course(received, earliest(timeline.diagnosed?.at.getTime(), finished), pauses)];
    case 'restoration':
      return [course(received, finished, pauses)];
    case 'next_update': {
      const starts = [received, ...replies];
      const last = starts.at(-1) as number;
      return [
        ...replies.map((reply, index) => course(starts[index] as number, reply, pauses)),
        course(last, finished === null ? null : Math.max(finished, last), pauses),
      ];
    }
  }
}

function course(start: number, end: number | null, pauses: readonly Pause[]): Course {
  const within = pauses
    .map((pause) => ({
      ...pause,
      from: Math.max(pause.from, start),
      to: Math.min(pause.to, end ?? Infinity),
    }))
    .filter(({ from, to }) => to > from);
  return { start, end, pauses: within };
}

/** Since when the ticket has had such a status without a break; null where it hasn't now. */
function lastingFrom(
  { statuses }: Timeline,
  such: (status: StatusStretch['status']) => boolean,
): number | null {
  const before = statuses.findLastIndex(({ status }) => !such(status));
  return statuses[before + 1]?.from.getTime() ?? null;
}

function earliest(a: number | null | undefined, b: number | null): number | null {
  if (a === null || a === undefined) return b;
  return b === null ? a : Math.min(a, b);
}
