import type { Phrase } from '../../views/models/common.ts';
import type { BarsChart, ChartFigure, SeriesName } from '../../views/models/figures.ts';

const WIDTH = 360;
const ROW = 36;
const BAR = 13;
/** What the longest bar leaves for its figure. */
const ROOM = 64;
/** Of a name: as much as stands above a bar. */
const LETTERS = 46;

export type Bar = {
  label: Phrase | string;
  values: readonly { series: SeriesName; value: number }[];
};

/** Bars one under the other, the longest as long as there is room. */
export function barsChart(id: string, bars: readonly Bar[], totals: ChartFigure): BarsChart {
  const sums = bars.map(({ values }) => values.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(1, ...sums);
  const widthOf = (value: number) => round((value / most) * (WIDTH - ROOM));
  return {
    id,
    width: WIDTH,
    height: bars.length * ROW,
    barHeight: BAR,
    totals,
    rows: bars.map(({ label, values }, index) => {
      const top = index * ROW;
      const total = sums[index] as number;
      let x = 0;
      const parts = values.map(({ series, value }) => {
        const part = { series, x, width: widthOf(value) };
        x = round(x + part.width);
        return part;
      });
      return {
        name: typeof label === 'string' ? shortened(label) : null,
        phrase: typeof label === 'string' ? null : label,
        labelAt: top + 12,
        y: top + 18,
        parts: parts.filter(({ width }) => width > 0),
        total,
        totalX: round(widthOf(total) + 6),
        totalY: top + 18 + BAR - 2,
      };
    }),
  };
}

function shortened(name: string): string {
  return name.length <= LETTERS ? name : `${name.slice(0, LETTERS - 1).trimEnd()}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
