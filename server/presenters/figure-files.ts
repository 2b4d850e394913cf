import type { Period } from '../domain/figures/period.ts';
import type { Ahead, Kept, Measured } from '../store/figures.ts';
import type { Translate } from '../views/i18n.ts';
import type { BacklogSection } from '../views/models/figures.ts';
import type { Cell } from './csv.ts';
import { wallClock } from './wall-clock.ts';

/** One line per plan, kind, week and target. */
export function complianceFile(kept: readonly Kept[], { weeks }: Period, t: Translate): Cell[][] {
  return [
    heads(t, 'plan', 'kind', 'week', 'target', 'met', 'breached', 'rate_percent'),
    ...kept.map(({ plan, kind, week, target, met, breached }) => [
      plan,
      t(`tickets.kind.${kind}`),
      weeks[week]?.name ?? '',
      t(`plans.target.${target}`),
      met,
      breached,
      met + breached === 0 ? null : Math.round((met / (met + breached)) * 1_000) / 10,
    ]),
  ];
}

export function backlogFile(rows: BacklogSection['rows'], t: Translate): Cell[][] {
  return [
    [
      t('figures.head.age'),
      t('tickets.kind.incident'),
      t('tickets.kind.information_request'),
      t('figures.head.total'),
    ],
    ...rows.map((row) => [
      t(`figures.age.${row.age}`),
      row.incident,
      row.information_request,
      row.total,
    ]),
  ];
}

/** Nothing that a customer wrote leaves with it: a ticket is named by its number and its address. */
export function aheadFile(
  ahead: readonly Ahead[],
  { now, timeZone, publicUrl }: { now: Date; timeZone: string; publicUrl: string },
  t: Translate,
): Cell[][] {
  return [
    heads(t, 'ticket', 'link', 'kind', 'target', 'due', 'minutes_left', 'assignee'),
    ...ahead.map(({ number, kind, target, dueAt, assignee }) => [
      number,
      `${publicUrl}/desk/tickets/${number}`,
      t(`tickets.kind.${kind}`),
      t(`plans.target.${target}`),
      wallClock(dueAt, timeZone),
      Math.floor((dueAt.getTime() - now.getTime()) / 60_000),
      assignee ?? t('tickets.unassigned'),
    ]),
  ];
}

/** Minutes of the kind's calendar. */
export function responsesFile(
  measured: readonly Measured[],
  { weeks }: Period,
  t: Translate,
): Cell[][] {
  return [
    heads(t, 'kind', 'week', 'answered', 'median_minutes', 'ninth_minutes'),
    ...measured.map(({ kind, week, answered, medianMs, ninthMs }) => [
      t(`tickets.kind.${kind}`),
      weeks[week]?.name ?? '',
      answered,
      Math.round(medianMs / 60_000),
      Math.round(ninthMs / 60_000),
    ]),
  ];
}

function heads(t: Translate, ...names: string[]): Cell[] {
  return names.map((name) => t(`figures.head.${name}`));
}
