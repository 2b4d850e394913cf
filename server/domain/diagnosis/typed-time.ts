import { accept, type Outcome, refuse } from '../outcome.ts';
import { instantOfLocal, localOfInstant } from '../suspension/local-instant.ts';
import { secondsOf, type TimeSpan } from './time.ts';

/** A stretch as people write it: a day, the time it began on their own clock, and how long. */
export type TypedTime = { readonly day: string; readonly start: string; readonly duration: string };

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Reads a duration: `1:15`, `1h15`, `2 h`, `75 min`, `75`, or to the second, `0:14:32`.
 *
 * @returns seconds; null for what is none
 */
export function readDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  const minutes = /^(\d{1,4})\s*(?:m|mn|min|minutes?)?$/.exec(text)?.[1];
  if (minutes !== undefined) return Number(minutes) * MINUTE;
  const clock = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  const hours = clock ?? /^(\d{1,2})\s*h\s*([0-5]?\d)?(?:\s*min)?$/.exec(text);
  if (!hours) return null;
  return Number(hours[1]) * HOUR + Number(hours[2] ?? 0) * MINUTE + Number(hours[3] ?? 0);
}

/** A duration as `readDuration` reads it: `1:15`, and its seconds where there are any. */
export function writeDuration(seconds: number): string {
  const two = (figure: number) => String(figure).padStart(2, '0');
  const clock = `${Math.floor(seconds / HOUR)}:${two(Math.floor((seconds % HOUR) / MINUTE))}`;
  return seconds % MINUTE === 0 ? clock : `${clock}:${two(seconds % MINUTE)}`;
}

/** A stretch as its form shows it. */
export function typedTimeOf(span: TimeSpan, timeZone: string): TypedTime {
  const [day = '', start = ''] = localOfInstant(span.startedAt, timeZone).split('T');
  return { day, start, duration: writeDuration(secondsOf(span)) };
}

/**
 * The stretch that was typed, on the clock of its zone. A start or a duration left as it was shown
 * stays the very one it was: the form shows minutes, a timer measures less.
 */
export function readTime(
  typed: TypedTime,
  timeZone: string,
  before: TimeSpan | null = null,
): Outcome<TimeSpan> {
  for (const field of ['day', 'start', 'duration'] as const) {
    if (typed[field].trim() === '') return refuse('required', { field });
  }
  const was = before && typedTimeOf(before, timeZone);
  const sameStart = before && was?.day === typed.day && was.start === typed.start;
  const clock = typed.start.trim().replace(/^(\d)(?=:)/, '0$1');
  const startedAt = sameStart
    ? before.startedAt
    : instantOfLocal(`${typed.day.trim()}T${clock}`, timeZone);
  if (startedAt === null) return refuse('unreadable_start', { field: 'start' });
  if (before && was?.duration === typed.duration.trim()) {
    const length = before.endedAt.getTime() - before.startedAt.getTime();
    return accept({ startedAt, endedAt: new Date(startedAt.getTime() + length) });
  }
  const seconds = readDuration(typed.duration);
  if (seconds === null) return refuse('unreadable_duration', { field: 'duration' });
  if (seconds < MINUTE) return refuse('time_too_long', { field: 'duration' });
  return accept({ startedAt, endedAt: new Date(startedAt.getTime() + seconds * 1000) });
}
