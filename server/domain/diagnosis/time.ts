import { type Refusal, refuse } from '../outcome.ts';

/** Also the longest stretch that one entry holds. */
const DAY = 86_400_000;

/** A half-open stretch of somebody's time. */
export type TimeSpan = { readonly startedAt: Date; readonly endedAt: Date };

/** Whole seconds of a stretch, as they are billed: what is begun of the last one is left out. */
export function secondsOf({ startedAt, endedAt }: TimeSpan): number {
  return Math.floor((endedAt.getTime() - startedAt.getTime()) / 1000);
}

/**
 * What a timer leaves when it stops: entries of 24 hours at most, of which a forgotten one makes
 * several, so that nothing is cut off silently (D1). Less than a second leaves nothing.
 */
export function entriesOfTimer(startedAt: Date, stoppedAt: Date): TimeSpan[] {
  if (secondsOf({ startedAt, endedAt: stoppedAt }) < 1) return [];
  const spans: TimeSpan[] = [];
  const end = stoppedAt.getTime();
  for (let from = startedAt.getTime(); from < end; from += DAY) {
    spans.push({ startedAt: new Date(from), endedAt: new Date(Math.min(from + DAY, end)) });
  }
  return spans;
}

/**
 * Why a stretch can't be written down as somebody's time: it has to be over, no longer than 24
 * hours, and not the timer's, which writes its own. Whether it overlaps another, the database says.
 *
 * @param timer since when its owner's timer runs; null where none does
 */
export function timeFault(
  span: TimeSpan,
  { now, timer }: { now: Date; timer: Date | null },
): Refusal | null {
  if (span.startedAt >= now) return refuse('time_in_future', { field: 'start' });
  if (span.endedAt > now) return refuse('time_in_future', { field: 'duration' });
  const length = span.endedAt.getTime() - span.startedAt.getTime();
  if (length <= 0 || length > DAY) return refuse('time_too_long', { field: 'duration' });
  if (timer !== null && span.endedAt > timer) return refuse('timer_running', { field: 'start' });
  return null;
}
