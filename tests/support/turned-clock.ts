import type { Clock } from '../../server/clock.ts';

/** A clock that goes on by itself, and that a test turns to another moment. */
export function turnedClock(start: string): { clock: Clock; turnTo(iso: string): void } {
  let offset = 0;
  const turnTo = (iso: string) => {
    offset = Date.parse(iso) - Date.now();
  };
  turnTo(start);
  return { clock: () => new Date(Date.now() + offset), turnTo };
}
