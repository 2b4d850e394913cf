import type { AgeName } from '../../domain/figures/age.ts';
import type { LevelName, MONEY_REDRESS, Punctuality } from '../../domain/figures/complaints.ts';
import type { Fate, TimeShare } from '../../domain/figures/diagnosis.ts';
import type { TargetName } from '../../domain/sla/target.ts';
import type { Phrase, Regime } from './common.ts';

/** What a chart's series are drawn as; each has a pattern or a shape besides its colour. */
export type SeriesName =
  | 'met'
  | 'breached'
  | 'incident'
  | 'information_request'
  | 'due'
  | 'median'
  | 'ninth'
  | 'spent'
  | TimeShare
  | Fate
  | LevelName
  | Punctuality
  | (typeof MONEY_REDRESS)[number];

/** How a drawing writes a figure of its own. */
export type ChartFigure = 'count' | 'minutes' | 'cents';

/** A line across a chart, with its figure; units of the drawing. */
export interface GridLine {
  y: number;
  label: Phrase | null;
  value: number;
}

/** `figures/_columns`: stacked columns. All lengths are units of the drawing. */
export interface ColumnsChart {
  id: string;
  width: number;
  height: number;
  left: number;
  base: number;
  labelsAt: number;
  barWidth: number;
  grid: GridLine[];
  /** How the totals on top are written; null where there is no room for them. */
  totals: ChartFigure | null;
  columns: {
    x: number;
    middle: number;
    /** Null where its neighbours leave no room. */
    label: Phrase | null;
    total: number;
    totalAt: number;
    parts: { series: SeriesName; y: number; height: number }[];
  }[];
}

/** `figures/_bars`: stacked bars under their names. All lengths are units of the drawing. */
export interface BarsChart {
  id: string;
  width: number;
  height: number;
  barHeight: number;
  /** How what stands behind a bar is written. */
  totals: ChartFigure;
  rows: {
    /** A name, or words of the locale. */
    name: string | null;
    phrase: Phrase | null;
    labelAt: number;
    y: number;
    parts: { series: SeriesName; x: number; width: number }[];
    total: number;
    totalX: number;
    totalY: number;
  }[];
}

/** `figures/_lines`: two lines of minutes. All lengths are units of the drawing. */
export interface LinesChart {
  id: string;
  width: number;
  height: number;
  left: number;
  base: number;
  labelsAt: number;
  grid: GridLine[];
  labels: { middle: number; label: Phrase }[];
  lines: { series: SeriesName; path: string; points: { x: number; y: number }[] }[];
}

export interface WeekView {
  name: string;
  week: number;
  from: Date;
}

export interface KeptCount {
  met: number;
  /** Met or missed; what still runs is neither. */
  decided: number;
  /** Whole percents that were met; null where nothing was decided. */
  percent: number | null;
}

/** What became of one plan's commitments on one kind. */
export interface ComplianceSection {
  id: string;
  plan: string;
  kind: Regime;
  whole: KeptCount;
  targets: TargetName[];
  rows: { week: WeekView; whole: KeptCount; byTarget: KeptCount[] }[];
  totals: KeptCount[];
  chart: ColumnsChart;
}

export interface BacklogSection {
  total: number;
  rows: { age: AgeName; incident: number; information_request: number; total: number }[];
  chart: ColumnsChart;
}

export interface AheadSection {
  hours: number;
  rows: {
    number: string;
    subject: string;
    kind: Regime;
    customer: string;
    assignee: string | null;
    target: TargetName;
    dueAt: Date;
    minutes: number;
  }[];
  /** Where there are more than are listed: how many are. */
  limit: number | null;
  chart: ColumnsChart;
}

/** First responses under base support, of one kind. */
export interface ResponseSection {
  id: string;
  kind: Regime;
  answered: number;
  rows: { week: WeekView; answered: number; median: number | null; ninth: number | null }[];
  chart: LinesChart;
}

/** `figures/_period`: which period is shown, and the others a link away. */
export interface PeriodView {
  from: Date;
  /** The last instant of it. */
  last: Date;
  counts: { count: number; url: string; current: boolean }[];
  earlier: string;
  later: string | null;
}

export interface FiguresPage {
  period: PeriodView;
  compliance: ComplianceSection[];
  backlog: BacklogSection;
  ahead: AheadSection;
  responses: ResponseSection[];
  csv: { compliance: string; backlog: string; ahead: string; responses: string };
}
