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
