import {
  FATES,
  TIME_CLASSES,
  TIME_SHARES,
  type TimeShare,
  timeShare,
} from '../domain/figures/diagnosis.ts';
import type { Month, Months } from '../domain/figures/months.ts';
import type { Charged, Pronounced, Served, Spent } from '../store/diagnosis-figures.ts';
import type { Phrase } from '../views/models/common.ts';
import type {
  ChargedRow,
  ChargesSection,
  SharedTime,
  TimeSection,
} from '../views/models/diagnosis-figures.ts';
import { type Bar, barsChart } from './charts/bars.ts';
import { columnsChart } from './charts/columns.ts';
import { CENTS, labelEvery, MINUTES } from './charts/scale.ts';

/** Whose time it was, and over which months; the services are those that took most of it. */
export type TimeFigures = {
  spent: readonly Spent[];
  verdicts: readonly Pronounced[];
  services: readonly Served[];
};

/** Where the time of a period went: what it came to, when, whose it was and on which service. */
export function timeSection(figures: TimeFigures, { months }: Months): TimeSection {
  const ofMonths = figures.spent.filter(({ month }) => month !== null);
  const whole = secondsOf(ofMonths);
  const shared = (rows: readonly Spent[]) => sharedTime(rows, whole);
  const byMonth = months.map(({ name }, index) => ({
    month: name,
    ...shared(ofMonths.filter(({ month }) => month === index)),
  }));
  return {
    minutes: minutesOf(whole),
    outcomes: outcomes(ofMonths, figures.verdicts, whole),
    months: {
      rows: byMonth,
      total: shared(ofMonths),
      chart: columnsChart(
        'months',
        TIME_SHARES,
        byMonth.map(({ month, shares }) => ({
          label: monthLabel(month),
          values: shares.map(({ minutes }) => minutes),
        })),
        labelEvery(months.length),
        MINUTES,
      ),
    },
    agents: agents(figures.spent, shared),
    services: services(figures.services, whole),
  };
}

function outcomes(
  spent: readonly Spent[],
  verdicts: readonly Pronounced[],
  whole: number,
): TimeSection['outcomes'] {
  const rows = TIME_CLASSES.map((of) => {
    const seconds = secondsOf(spent.filter((row) => row.of === of));
    const concluded = of !== 'not_concluded' && of !== 'other_kinds';
    const own = verdicts.filter(({ outcome }) => outcome === of);
    return {
      of,
      verdicts: concluded ? countOf(own) : null,
      minutes: minutesOf(seconds),
      percent: percentOf(seconds, whole),
    };
  });
  const bars = rows.map(({ of, minutes }): Bar => {
    return { label: classLabel(of), values: [{ series: timeShare(of), value: minutes }] };
  });
  return { rows, verdicts: countOf(verdicts), chart: barsChart('outcomes', bars, 'minutes') };
}

function agents(
  spent: readonly Spent[],
  shared: (rows: readonly Spent[]) => SharedTime,
): TimeSection['agents'] {
  const ids = new Set(spent.flatMap(({ userId }) => userId ?? []));
  const rows = [...ids]
    .map((id) => {
      const own = spent.filter(({ userId }) => userId === id);
      return { name: own[0]?.agent ?? '', ...shared(own) };
    })
    .sort((a, b) => b.minutes - a.minutes || a.name.localeCompare(b.name, 'fr'));
  const bars = rows.map(({ name, shares }): Bar => {
    return {
      label: name,
      values: shares.map(({ share: series, minutes: value }) => ({ series, value })),
    };
  });
  return { rows, chart: barsChart('agents', bars, 'minutes') };
}

function services(served: readonly Served[], whole: number): TimeSection['services'] {
  const listed = served.map(({ service, customer, seconds }) => {
    return { service, customer, others: false, seconds };
  });
  const rest = whole - secondsOf(served);
  const others = { service: null, customer: null, others: true, seconds: rest };
  const rows = (rest > 0 ? [...listed, others] : listed).map(({ seconds, ...row }) => {
    return { ...row, minutes: minutesOf(seconds), percent: percentOf(seconds, whole) };
  });
  const bars = rows.map(({ service, others: rest, minutes }): Bar => {
    const unnamed = rest ? 'diagnosis_figures.services.others' : 'diagnosis_figures.services.none';
    return { label: service ?? { key: unnamed }, values: [{ series: 'spent', value: minutes }] };
  });
  return { rows, chart: barsChart('services', bars, 'minutes') };
}

/** What became of what a period's verdicts drafted, month by month and in all; cents without tax. */
export function chargesSection(charged: readonly Charged[], { months }: Months): ChargesSection {
  const rows = months.map(({ name }, index) => ({
    month: name,
    ...chargedRow(charged.filter(({ month }) => month === index)),
  }));
  const total = chargedRow(charged);
  return {
    rows,
    total,
    percents: {
      fates: total.fates.map(({ cents }) => percentOf(cents, total.drafted)),
      disputed: percentOf(total.disputed, total.drafted),
    },
    gross: charged.reduce((sum, { gross }) => sum + gross, 0),
    lines: charged.reduce((sum, { lines }) => sum + lines, 0),
    chart: columnsChart(
      'charges',
      FATES,
      rows.map(({ month, fates }) => ({
        label: monthLabel(month),
        values: fates.map(({ cents }) => cents),
      })),
      labelEvery(months.length),
      CENTS,
    ),
  };
}

function chargedRow(charged: readonly Charged[]): ChargedRow {
  const sum = (rows: readonly Charged[]) => rows.reduce((cents, { net }) => cents + net, 0);
  return {
    drafted: sum(charged),
    fates: FATES.map((fate) => ({ fate, cents: sum(charged.filter((row) => row.fate === fate)) })),
    disputed: sum(charged.filter(({ disputed }) => disputed)),
  };
}

function sharedTime(rows: readonly Spent[], whole: number): SharedTime {
  const ofShare = (share: TimeShare) => secondsOf(rows.filter(({ of }) => timeShare(of) === share));
  const seconds = secondsOf(rows);
  return {
    shares: TIME_SHARES.map((share) => ({ share, minutes: minutesOf(ofShare(share)) })),
    minutes: minutesOf(seconds),
    percent: percentOf(seconds, whole),
  };
}

/** Words for what time came to: an outcome's own, or why there is none. */
export function classLabel(of: Spent['of']): Phrase {
  return {
    key:
      of === 'not_concluded' || of === 'other_kinds'
        ? `diagnosis_figures.class.${of}`
        : `diagnosis.outcome.${of}`,
  };
}

/** `11/26`: a month as a chart has room for. */
function monthLabel(name: Month['name']): Phrase {
  const [year = '', month = ''] = name.split('-');
  return { key: 'diagnosis_figures.month_short', params: { month, year: year.slice(2) } };
}

function secondsOf(rows: readonly { seconds: number }[]): number {
  return rows.reduce((sum, { seconds }) => sum + seconds, 0);
}

function countOf(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function minutesOf(seconds: number): number {
  return Math.round(seconds / 60);
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}
