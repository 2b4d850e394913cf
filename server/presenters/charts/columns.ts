import type { Phrase } from '../../views/models/common.ts';
import type { ColumnsChart, SeriesName } from '../../views/models/figures.ts';
import { type Axis, COUNTS, gridUpTo, labelEvery } from './scale.ts';

const WIDTH = 360;
const HEIGHT = 168;
const TOP = 18;
const BASE = 142;

export type Column = { label: Phrase; values: readonly number[] };

/**
 * Stacked columns, the first series at the bottom. Drawn narrow, so that it can be read on a
 * telephone without being shrunk.
 */
export function columnsChart(
  id: string,
  series: readonly SeriesName[],
  columns: readonly Column[],
  labels = labelEvery(columns.length),
  axis: Axis = COUNTS,
): ColumnsChart {
  const { left } = axis;
  const totals = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const grid = gridUpTo(Math.max(1, ...totals), axis.steps);
  const top = grid.at(-1) as number;
  const heightOf = (value: number) => round((value / top) * (BASE - TOP));
  const slot = (WIDTH - left) / Math.max(1, columns.length);
  const barWidth = round(Math.min(slot * 0.66, 36));
  return {
    id,
    width: WIDTH,
    height: HEIGHT,
    left,
    base: BASE,
    labelsAt: HEIGHT - 8,
    barWidth,
    grid: grid.map((value) => ({
      y: BASE - heightOf(value),
      value,
      label: axis.label(value, grid[1] as number),
    })),
    totals: columns.length <= axis.totalsUpTo ? axis.totals : null,
    columns: columns.map(({ label, values }, index) => {
      const middle = left + slot * (index + 0.5);
      const total = totals[index] as number;
      let below = BASE;
      const parts = values.map((value, place) => {
        below = round(below - heightOf(value));
        return { series: series[place] as SeriesName, y: below, height: heightOf(value) };
      });
      return {
        x: round(middle - barWidth / 2),
        middle: round(middle),
        // counted from the end: the last is the one that is looked for
        label: (columns.length - 1 - index) % labels === 0 ? label : null,
        total,
        totalAt: round(BASE - heightOf(total) - 5),
        parts: parts.filter(({ height }) => height > 0),
      };
    }),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
