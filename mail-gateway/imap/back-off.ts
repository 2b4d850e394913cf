/** Milliseconds before the first new try, and the most there can be. */
export type BackOff = { first: number; most: number };

/**
 * How long to wait after `failures` in a row: twice as long each time, half of it left to chance, so
 * that many mailboxes of one server don't come back together.
 *
 * @param chance from 0 to 1
 */
export function waitAfter(failures: number, { first, most }: BackOff, chance: number): number {
  const whole = Math.min(most, first * 2 ** Math.min(failures - 1, 30));
  return whole / 2 + (whole / 2) * chance;
}
