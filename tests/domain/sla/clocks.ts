import { alwaysOpen, type CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { type Clock, readClock } from '../../../server/domain/sla/clock.ts';
import type { Suspension } from '../../../server/domain/sla/pause.ts';
import { explainClock } from '../../../server/domain/sla/segments.ts';
import type { TargetName } from '../../../server/domain/sla/target.ts';
import { timelineOf } from '../../../server/domain/sla/timeline.ts';
import { utc } from '../calendar/office.ts';
import { type History, NADIA } from './history.ts';

/** Incidents run day and night (H1). */
export const dayAndNight = alwaysOpen('Europe/Paris');

export function clockOf(
  history: History,
  name: TargetName,
  minutes: number | null,
  more: { calendar?: CalendarVersion; suspensions?: readonly Suspension[] } = {},
): Clock {
  return {
    target: { name, minutes },
    calendar: compileCalendar(more.calendar ?? dayAndNight),
    timeline: timelineOf(history.events),
    suspensions: more.suspensions ?? [],
  };
}

/** A reading in words: state, elapsed minutes, due time. */
export function read(clock: Clock, now: string) {
  const { state, elapsed, dueAt } = readClock(clock, new Date(now));
  return [state, elapsed / 60_000, dueAt && utc(dueAt)];
}

/** An explanation in words, a line per segment. */
export function why(clock: Clock, now: string): string[] {
  return explainClock(clock, new Date(now)).segments.map((segment) => {
    const line = [segment.kind, utc(segment.from), utc(segment.to)];
    if (segment.kind === 'closed') {
      line.push(...segment.holidays.map(({ name }) => name), ...segment.closures);
    }
    if (segment.kind === 'paused') line.push(...segment.pauses.map(({ cause }) => cause));
    if (segment.expected) line.push('(expected)');
    return line.join(' ');
  });
}

export function maintenance(from: string, to: string | null, publishedAt: string): Suspension {
  return {
    cause: 'maintenance',
    from: new Date(from),
    to: to === null ? null : new Date(to),
    publishedAt: new Date(publishedAt),
    by: NADIA,
    reference: 'M-12',
  };
}
