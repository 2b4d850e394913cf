import { AGES } from '../domain/figures/age.ts';
import type { Period, Week } from '../domain/figures/period.ts';
import { TARGET_NAMES } from '../domain/sla/target.ts';
import { REGIMES } from '../domain/ticket/ticket.ts';
import type { Ahead, Backlog, Kept, Measured } from '../store/figures.ts';
import type { Phrase } from '../views/models/common.ts';
import type {
  AheadSection,
  BacklogSection,
  ComplianceSection,
  KeptCount,
  ResponseSection,
  WeekView,
} from '../views/models/figures.ts';
import { columnsChart } from './charts/columns.ts';
import { linesChart } from './charts/lines.ts';

const MINUTE = 60_000;

/** One section per plan and kind that had commitments in the period, in the order of the rows. */
export function complianceSections(kept: readonly Kept[], { weeks }: Period): ComplianceSection[] {
  const ids = new Set(kept.map(idOf));
  return [...ids].map((id) => {
    const rows = kept.filter((row) => idOf(row) === id);
    const { plan, kind } = rows[0] as Kept;
    const targets = TARGET_NAMES.filter((name) => rows.some(({ target }) => target === name));
    const ofWeek = weeks.map((_, index) => rows.filter(({ week }) => week === index));
    return {
      id: `plan_${id}`,
      plan,
      kind,
      whole: counted(rows),
      targets,
      rows: weeks.map((week, index) => {
        const own = ofWeek[index] as Kept[];
        return {
          week: weekView(week),
          whole: counted(own),
          byTarget: targets.map((name) => counted(own.filter(({ target }) => target === name))),
        };
      }),
      totals: targets.map((name) => counted(rows.filter(({ target }) => target === name))),
      chart: columnsChart(
        `plan_${id}`,
        ['met', 'breached'],
        weeks.map((week, index) => {
          const { met, decided } = counted(ofWeek[index] as Kept[]);
          return { label: weekLabel(week), values: [met, decided - met] };
        }),
      ),
    };
  });
}

function idOf({ planId, kind }: Kept): string {
  return `${planId}_${kind}`;
}

function counted(rows: readonly Kept[]): KeptCount {
  const met = rows.reduce((sum, row) => sum + row.met, 0);
  const breached = rows.reduce((sum, row) => sum + row.breached, 0);
  const decided = met + breached;
  // rounded down: a hundred percent means that none was missed
  return { met, decided, percent: decided === 0 ? null : Math.floor((met / decided) * 100) };
}

export function backlogSection(backlog: readonly Backlog[]): BacklogSection {
  const rows = AGES.map(({ name: age }) => {
    const count = (kind: string) =>
      backlog.find((each) => each.age === age && each.kind === kind)?.count ?? 0;
    const [incident, information_request] = [count('incident'), count('information_request')];
    return { age, incident, information_request, total: incident + information_request };
  });
  return {
    total: rows.reduce((sum, row) => sum + row.total, 0),
    rows,
    chart: columnsChart(
      'backlog',
      REGIMES,
      rows.map((row) => ({
        label: { key: `figures.age_short.${row.age}` },
        values: REGIMES.map((kind) => row[kind]),
      })),
    ),
  };
}

/**
 * What runs out within the next hours, with how many do in each of them.
 *
 * @param limit how many were asked for
 */
export function aheadSection(
  ahead: readonly Ahead[],
  { now, hours, limit }: { now: Date; hours: number; limit: number },
): AheadSection {
  const hourOf = ({ dueAt }: Ahead) =>
    Math.min(hours - 1, Math.floor((dueAt.getTime() - now.getTime()) / (60 * MINUTE)));
  return {
    hours,
    rows: ahead.map((row) => ({
      ...row,
      minutes: Math.floor((row.dueAt.getTime() - now.getTime()) / MINUTE),
    })),
    limit: ahead.length < limit ? null : limit,
    chart: columnsChart(
      'ahead',
      ['due'],
      Array.from({ length: hours }, (_, hour) => ({
        label: { key: 'figures.hour_short', params: { hour: hour + 1 } },
        values: [ahead.filter((row) => hourOf(row) === hour).length],
      })),
      1,
    ),
  };
}

/** One section per kind that was answered in the period. */
export function responseSections(
  measured: readonly Measured[],
  { weeks }: Period,
): ResponseSection[] {
  return REGIMES.flatMap((kind) => {
    const own = measured.filter((row) => row.kind === kind);
    if (own.length === 0) return [];
    const rows = weeks.map((week, index) => {
      const found = own.find((row) => row.week === index);
      return {
        week: weekView(week),
        answered: found?.answered ?? 0,
        median: found ? minutesOf(found.medianMs) : null,
        ninth: found ? minutesOf(found.ninthMs) : null,
      };
    });
    const id = `response_${kind}`;
    const chart = linesChart(id, weeks.map(weekLabel), [
      { series: 'ninth', values: rows.map(({ ninth }) => ninth) },
      { series: 'median', values: rows.map(({ median }) => median) },
    ]);
    const answered = rows.reduce((sum, row) => sum + row.answered, 0);
    return [{ id, kind, answered, rows, chart }];
  });
}

function minutesOf(milliseconds: number): number {
  return Math.round(milliseconds / MINUTE);
}

function weekView({ name, week, from }: Week): WeekView {
  return { name, week, from };
}

function weekLabel({ week }: Week): Phrase {
  return { key: 'figures.week_short', params: { week } };
}
