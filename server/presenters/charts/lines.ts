import type { Phrase } from '../../views/models/common.ts';
import type { LinesChart, SeriesName } from '../../views/models/figures.ts';
import { gridUpTo, labelEvery, MINUTE_STEPS, minutesLabel } from './scale.ts';

const WIDTH = 360;
const HEIGHT = 168;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BASE = 142;

export type Line = {
  series: SeriesName;
  /** Minutes; null leaves a gap. */
  values: readonly (number | null)[];
};

/** Lines of minutes; a value without neighbours is still a point. */
export function linesChart(
  id: string,
  labels: readonly Phrase[],
  lines: readonly Line[],
): LinesChart {
  const known = lines.flatMap(({ values }) => values.flatMap((value) => value ?? []));
  const grid = gridUpTo(Math.max(1, ...known), MINUTE_STEPS);
  const top = grid.at(-1) as number;
  const y = (value: number) => round(BASE - (value / top) * (BASE - TOP));
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, labels.length);
  const x = (index: number) => round(LEFT + slot * (index + 0.5));
  const every = labelEvery(labels.length);
  return {
    id,
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    base: BASE,
    labelsAt: HEIGHT - 8,
    grid: grid.map((value) => ({ y: y(value), value, label: minutesLabel(value) })),
    labels: labels.flatMap((label, index) =>
      (labels.length - 1 - index) % every === 0 ? [{ middle: x(index), label }] : [],
    ),
    lines: lines.map(({ series, values }) => ({
      series,
      points: values.flatMap((value, index) =>
        value === null ? [] : [{ x: x(index), y: y(value) }],
      ),
      path: values
        .map((value, index) =>
          value === null
            ? ''
            : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${x(index)} ${y(value)}`,
        )
        .join(''),
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
