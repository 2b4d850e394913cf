import type { Fate, TimeClass, TimeShare } from '../../domain/figures/diagnosis.ts';
import type { BarsChart, ColumnsChart, PeriodView } from './figures.ts';

/** Whole minutes by share, and in all. */
export interface SharedTime {
  shares: { share: TimeShare; minutes: number }[];
  minutes: number;
  /** Whole percents of the period's time; null where none was recorded. */
  percent: number | null;
}

/** What became of what was drafted; cents without tax. */
export interface ChargedRow {
  drafted: number;
  fates: { fate: Fate; cents: number }[];
  disputed: number;
}

export interface TimeSection {
  minutes: number;
  outcomes: {
    rows: { of: TimeClass; verdicts: number | null; minutes: number; percent: number | null }[];
    verdicts: number;
    chart: BarsChart;
  };
  months: { rows: (SharedTime & { month: string })[]; total: SharedTime; chart: ColumnsChart };
  agents: { rows: (SharedTime & { name: string })[]; chart: BarsChart };
  services: {
    rows: {
      /** Null for the tickets that name none, and for the services below those that are listed. */
      service: string | null;
      others: boolean;
      customer: string | null;
      minutes: number;
      percent: number | null;
    }[];
    chart: BarsChart;
  };
}

export interface ChargesSection {
  rows: (ChargedRow & { month: string })[];
  total: ChargedRow;
  /** Whole percents of what was drafted; null where nothing was. */
  percents: { fates: (number | null)[]; disputed: number | null };
  /** With tax, of what was drafted. */
  gross: number;
  lines: number;
  chart: ColumnsChart;
}

export interface DiagnosisFiguresPage {
  period: PeriodView;
  time: TimeSection;
  charges: ChargesSection;
  csv: Record<'outcomes' | 'months' | 'agents' | 'services' | 'charges', string>;
}
