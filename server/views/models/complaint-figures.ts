import type {
  AnswerClass,
  CauseClass,
  ComplaintAge,
  LevelName,
} from '../../domain/figures/complaints.ts';
import type { BarsChart, ColumnsChart, PeriodView } from './figures.ts';

/** Complaints by the level they reached, and in all. */
export interface LevelRow {
  levels: { level: LevelName; count: number }[];
  total: number;
  /** Whole percents of the table's complaints; null where there are none. */
  percent: number | null;
}

/** How far a month's complaints went. */
export interface GoneRow extends LevelRow {
  /** Whole percents of them that went to level 2, and to the mediator; null where none came. */
  toSecond: number | null;
  toThird: number | null;
}

/** How one level kept its last days. */
export interface AnsweredRow {
  inTime: number;
  late: number;
  pending: number;
  /** Whole percents in time of what is decided; null where nothing is. */
  percent: number | null;
}

/** Cents by kind; what is no money is counted. */
export interface RedressRow {
  credit: number;
  refund: number;
  others: number;
}

export interface ReceivedSection {
  total: number;
  months: { rows: (GoneRow & { month: string })[]; total: GoneRow; chart: ColumnsChart };
  outcomes: { rows: (LevelRow & { of: AnswerClass })[]; chart: BarsChart };
  causes: { rows: (LevelRow & { of: CauseClass })[]; chart: BarsChart };
}

/** One per level that was asked. */
export interface AnsweredSection {
  id: string;
  level: LevelName;
  rows: (AnsweredRow & { month: string })[];
  total: AnsweredRow;
  chart: ColumnsChart;
}

export interface RedressSection {
  answers: number;
  rows: (RedressRow & { month: string })[];
  total: RedressRow;
  chart: ColumnsChart;
}

export interface WaitingSection {
  total: number;
  rows: (LevelRow & { age: ComplaintAge })[];
  chart: ColumnsChart;
}

export interface ComplaintFiguresPage {
  period: PeriodView;
  received: ReceivedSection;
  answered: AnsweredSection[];
  redress: RedressSection;
  waiting: WaitingSection;
  csv: Record<'months' | 'answered' | 'outcomes' | 'causes' | 'redress' | 'waiting', string>;
}
