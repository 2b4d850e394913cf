/**
 * Round figures from 0 to at least `most`, at most five of them: what a chart's grid says.
 *
 * @param steps what a grid may go by; the first that does is taken, the last one multiplied
 */
export function gridUpTo(most: number, steps: readonly number[] = countSteps()): number[] {
  const step = steps.find((each) => most <= each * 4) ?? Math.ceil(most / 4);
  const lines = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: lines + 1 }, (_, index) => index * step);
}

function countSteps(): number[] {
  return [0, 1, 2, 3, 4, 5].flatMap((power) => [1, 2, 5].map((part) => part * 10 ** power));
}

/** Minutes go by quarters, hours and days. */
export const MINUTE_STEPS = [
  5, 10, 15, 30, 60, 120, 240, 480, 720, 1_440, 2_880, 7_200, 14_400, 43_200,
] as const;

/** Every how many labels stand without touching. */
export function labelEvery(count: number, most = 6): number {
  return Math.ceil(count / most);
}
