import { type Clock, type ClockReading, readClock } from './clock.ts';
import type { Requalification } from './timeline.ts';

/** What a clock had come to when its ticket became of another kind. */
export type SupersededReading = {
  readonly requalification: Requalification;
  readonly reading: ClockReading;
};

/**
 * H2: the kind decides the clock, so a requalification recomputes it from the receipt; this is the
 * record of what the kinds before had counted. `clockOf` gives a kind's clock on the same timeline,
 * or null where it has none.
 */
export function supersededReadings(
  timeline: Clock['timeline'],
  clockOf: (kind: Requalification['from']) => Clock | null,
): SupersededReading[] {
  return timeline.requalifications.flatMap((requalification) => {
    const clock = clockOf(requalification.from);
    if (!clock) return [];
    return [{ requalification, reading: readClock(clock, requalification.at) }];
  });
}
