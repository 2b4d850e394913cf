import {
  ANSWER_CLASSES,
  CAUSE_CLASSES,
  COMPLAINT_AGES,
  LEVELS,
  MONEY_REDRESS,
  PUNCTUALITIES,
} from '../domain/figures/complaints.ts';
import type { Month, Months } from '../domain/figures/months.ts';
import type {
  Answered,
  Received,
  Redressed,
  WaitingComplaints,
} from '../store/complaint-figures.ts';
import type { Phrase } from '../views/models/common.ts';
import type {
  AnsweredRow,
  AnsweredSection,
  GoneRow,
  LevelRow,
  ReceivedSection,
  RedressRow,
  RedressSection,
  WaitingSection,
} from '../views/models/complaint-figures.ts';
import { barsChart } from './charts/bars.ts';
import { columnsChart } from './charts/columns.ts';
import { CENTS, labelEvery } from './charts/scale.ts';

type Counted = { level: 1 | 2 | 3; count: number };

/** The complaints that a period brought: how far they went, what they were answered, about what. */
export function receivedSection(received: readonly Received[], months: Months): ReceivedSection {
  const total = countOf(received);
  const byMonth = ofMonths(received, months, goneRow);
  const outcomes = ANSWER_CLASSES.map((of) => ({
    of,
    ...levelRow(
      received.filter((row) => outcomeOf(row) === of),
      total,
    ),
  }));
  const causes = CAUSE_CLASSES.map((of) => ({
    of,
    ...levelRow(
      received.filter((row) => causeOf(row) === of),
      total,
    ),
  }));
  return {
    total,
    months: {
      rows: byMonth,
      total: goneRow(received),
      chart: columnsChart(
        'months',
        LEVELS,
        byMonth.map(({ month, levels }) => ({ label: monthLabel(month), values: counts(levels) })),
      ),
    },
    outcomes: { rows: outcomes, chart: levelBars('outcomes', outcomes, outcomeLabel) },
    causes: { rows: causes, chart: levelBars('causes', causes, causeLabel) },
  };
}

/** How each level that was asked kept its last days, month by month. */
export function answeredSections(answered: readonly Answered[], months: Months): AnsweredSection[] {
  return ([1, 2] as const).flatMap((level) => {
    const own = answered.filter((row) => row.level === level);
    if (own.length === 0) return [];
    const name = LEVELS[level - 1] as (typeof LEVELS)[number];
    const rows = ofMonths(own, months, answeredRow);
    const chart = columnsChart(
      `answered_${name}`,
      PUNCTUALITIES,
      rows.map(({ month, inTime, late, pending }) => ({
        label: monthLabel(month),
        values: [inTime, late, pending],
      })),
    );
    return [{ id: `answered_${name}`, level: name, rows, total: answeredRow(own), chart }];
  });
}

/** What was given to make up for it, in cents where it is money. */
export function redressSection(redressed: readonly Redressed[], months: Months): RedressSection {
  const rows = ofMonths(redressed, months, redressRow);
  return {
    answers: redressed.reduce((sum, { answers }) => sum + answers, 0),
    rows,
    total: redressRow(redressed),
    chart: columnsChart(
      'redress',
      MONEY_REDRESS,
      rows.map(({ month, credit, refund }) => ({
        label: monthLabel(month),
        values: [credit, refund],
      })),
      labelEvery(rows.length),
      CENTS,
    ),
  };
}

/** What waits for an answer or for the mediator, by days since its receipt. */
export function waitingSection(waiting: readonly WaitingComplaints[]): WaitingSection {
  const total = countOf(waiting);
  const rows = COMPLAINT_AGES.map(({ name: age }) => ({
    age,
    ...levelRow(
      waiting.filter((row) => row.age === age),
      total,
    ),
  }));
  const chart = columnsChart(
    'waiting',
    LEVELS,
    rows.map(({ age, levels }) => ({
      label: { key: `complaint_figures.age_short.${age}` },
      values: counts(levels),
    })),
  );
  return { total, rows, chart };
}

function ofMonths<Row extends { month: number }, View>(
  rows: readonly Row[],
  { months }: Months,
  view: (own: readonly Row[]) => View,
): (View & { month: string })[] {
  return months.map(({ name: month }, index) => ({
    month,
    ...view(rows.filter((row) => row.month === index)),
  }));
}

function goneRow(received: readonly Received[]): GoneRow {
  const row = levelRow(received, countOf(received));
  const [, second = 0, third = 0] = counts(row.levels);
  return {
    ...row,
    toSecond: percentOf(second + third, row.total),
    toThird: percentOf(third, row.total),
  };
}

function levelRow(rows: readonly Counted[], whole: number): LevelRow {
  const total = countOf(rows);
  return {
    levels: LEVELS.map((level, index) => ({
      level,
      count: countOf(rows.filter((row) => row.level === index + 1)),
    })),
    total,
    percent: percentOf(total, whole),
  };
}

function levelBars<Of extends string>(
  id: string,
  rows: readonly (LevelRow & { of: Of })[],
  labelOf: (of: Of) => Phrase,
) {
  const bars = rows.map(({ of, levels }) => ({
    label: labelOf(of),
    values: levels.map(({ level: series, count: value }) => ({ series, value })),
  }));
  return barsChart(id, bars, 'count');
}

function answeredRow(answered: readonly Answered[]): AnsweredRow {
  const sum = (name: (typeof PUNCTUALITIES)[number]) =>
    answered.reduce((before, row) => before + row[name], 0);
  const [inTime, late, pending] = [sum('in_time'), sum('late'), sum('pending')];
  const decided = inTime + late;
  // rounded down: a hundred percent means that none was late
  const percent = decided === 0 ? null : Math.floor((inTime / decided) * 100);
  return { inTime, late, pending, percent };
}

function redressRow(redressed: readonly Redressed[]): RedressRow {
  const own = (kind: Redressed['kind']) => redressed.filter((row) => row.kind === kind);
  const cents = (kind: Redressed['kind']) => own(kind).reduce((sum, row) => sum + row.cents, 0);
  const others = own('other').reduce((sum, { answers }) => sum + answers, 0);
  return { credit: cents('credit'), refund: cents('refund'), others };
}

export function outcomeOf({ outcome }: Pick<Received, 'outcome'>) {
  return outcome ?? 'unanswered';
}

export function causeOf({ cause }: Pick<Received, 'cause'>) {
  return cause ?? 'not_said';
}

export function outcomeLabel(of: (typeof ANSWER_CLASSES)[number]): Phrase {
  return {
    key: of === 'unanswered' ? 'complaint_figures.unanswered' : `complaint_desk.outcome.${of}`,
  };
}

export function causeLabel(of: (typeof CAUSE_CLASSES)[number]): Phrase {
  return { key: of === 'not_said' ? 'complaint_desk.no_cause' : `complaint_desk.causes.${of}` };
}

/** `11/26`: a month as a chart has room for. */
function monthLabel(name: Month['name']): Phrase {
  const [year = '', month = ''] = name.split('-');
  return { key: 'diagnosis_figures.month_short', params: { month, year: year.slice(2) } };
}

function counts(levels: LevelRow['levels']): number[] {
  return levels.map(({ count }) => count);
}

function countOf(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}
