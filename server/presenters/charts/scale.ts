import type { Phrase } from '../../views/models/common.ts';
import type { ChartFigure } from '../../views/models/figures.ts';

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

/** What an axis goes by, what it says at a grid line, and what stands on top of its columns. */
export type Axis = {
  readonly steps?: readonly number[];
  /** Null: the bare figure. */
  label(value: number, step: number): Phrase | null;
  readonly totals: ChartFigure;
  /** The most columns that leave room for their totals. */
  readonly totalsUpTo: number;
  /** Room for the labels, in units of the drawing. */
  readonly left: number;
};

export const COUNTS: Axis = {
  label: () => null,
  totals: 'count',
  totalsUpTo: Number.POSITIVE_INFINITY,
  left: 34,
};

export const MINUTES: Axis = {
  steps: MINUTE_STEPS,
  label: minutesLabel,
  totals: 'minutes',
  totalsUpTo: 6,
  left: 52,
};

/** Values are cents; round figures are euros, and thousands of them where steps are. */
export const CENTS: Axis = {
  steps: countSteps().map((euros) => euros * 100),
  label: (value, step) =>
    step >= 100_000
      ? { key: 'figures.thousand_euros', params: { thousands: value / 100_000 } }
      : { key: 'figures.euros', params: { euros: value / 100 } },
  totals: 'cents',
  totalsUpTo: 3,
  left: 52,
};

/** A round length of time, short enough for an axis. */
export function minutesLabel(value: number): Phrase {
  if (value !== 0 && value % 1_440 === 0)
    return { key: 'figures.days', params: { count: value / 1_440 } };
  if (value !== 0 && value % 60 === 0)
    return { key: 'figures.hours', params: { hours: value / 60 } };
  return { key: 'figures.minutes', params: { minutes: value } };
}

/** Every how many labels stand without touching. */
export function labelEvery(count: number, most = 6): number {
  return Math.ceil(count / most);
}
