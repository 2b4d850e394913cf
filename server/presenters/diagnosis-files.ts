import { FATES, TIME_CLASSES } from '../domain/figures/diagnosis.ts';
import type { Months } from '../domain/figures/months.ts';
import type { Charged, Pronounced, Served, Spent } from '../store/diagnosis-figures.ts';
import type { Translate } from '../views/i18n.ts';
import type { Cell } from './csv.ts';
import { classLabel } from './diagnosis-figures.ts';

/** One line per outcome that has time or verdicts; minutes to the hundredth. */
export function outcomesFile(
  spent: readonly Spent[],
  verdicts: readonly Pronounced[],
  t: Translate,
): Cell[][] {
  const ofMonths = spent.filter(({ month }) => month !== null);
  return [heads(t, 'outcome', 'verdicts', 'minutes'), ...outcomeLines(ofMonths, verdicts, t)];
}

/** The same month by month. */
export function monthsFile(
  spent: readonly Spent[],
  verdicts: readonly Pronounced[],
  { months }: Months,
  t: Translate,
): Cell[][] {
  return [
    heads(t, 'month', 'outcome', 'verdicts', 'minutes'),
    ...months.flatMap(({ name }, index) => {
      const own = <T extends { month: number | null }>(rows: readonly T[]) =>
        rows.filter(({ month }) => month === index);
      return outcomeLines(own(spent), own(verdicts), t).map((line) => [name, ...line]);
    }),
  ];
}

function outcomeLines(
  spent: readonly Spent[],
  verdicts: readonly Pronounced[],
  t: Translate,
): Cell[][] {
  return TIME_CLASSES.flatMap((of) => {
    const seconds = secondsOf(spent.filter((row) => row.of === of));
    const count = verdicts.reduce((sum, row) => sum + (row.outcome === of ? row.count : 0), 0);
    if (seconds === 0 && count === 0) return [];
    const concluded = of !== 'not_concluded' && of !== 'other_kinds';
    return [[t(classLabel(of).key), concluded ? count : null, minutesOf(seconds)]];
  });
}

/** One line per agent and outcome. */
export function agentsFile(spent: readonly Spent[], t: Translate): Cell[][] {
  const lines = spent
    .flatMap(({ userId, agent, of, seconds }) =>
      userId === null ? [] : [{ agent: agent ?? '', of, seconds }],
    )
    .sort(
      (a, b) =>
        a.agent.localeCompare(b.agent, 'fr') ||
        TIME_CLASSES.indexOf(a.of) - TIME_CLASSES.indexOf(b.of),
    );
  return [
    heads(t, 'agent', 'outcome', 'minutes'),
    ...lines.map(({ agent, of, seconds }) => [agent, t(classLabel(of).key), minutesOf(seconds)]),
  ];
}

/** One line per service; its customer is named by its address, never by what it calls itself. */
export function servicesFile(served: readonly Served[], publicUrl: string, t: Translate): Cell[][] {
  return [
    heads(t, 'service', 'customer_link', 'minutes'),
    ...served.map(({ service, customerId, seconds }) => [
      service ?? t('diagnosis_figures.services.none'),
      customerId === null ? null : `${publicUrl}/desk/customers/${customerId}`,
      minutesOf(seconds),
    ]),
  ];
}

/** One line per month, fate, and whether it was disputed; amounts in euros. */
export function chargesFile(
  charged: readonly Charged[],
  { months }: Months,
  t: Translate,
): Cell[][] {
  const lines = [...charged].sort(
    (a, b) =>
      a.month - b.month ||
      FATES.indexOf(a.fate) - FATES.indexOf(b.fate) ||
      Number(a.disputed) - Number(b.disputed),
  );
  return [
    heads(t, 'month', 'fate', 'was_disputed', 'lines', 'net', 'vat', 'gross'),
    ...lines.map(({ month, fate, disputed, lines: count, net, vat, gross }) => [
      months[month]?.name ?? '',
      t(`diagnosis_figures.fate.${fate}`),
      t(`diagnosis_figures.${disputed ? 'yes' : 'no'}`),
      count,
      net / 100,
      vat / 100,
      gross / 100,
    ]),
  ];
}

function heads(t: Translate, ...names: string[]): Cell[] {
  return names.map((name) => t(`diagnosis_figures.head.${name}`));
}

function secondsOf(rows: readonly { seconds: number }[]): number {
  return rows.reduce((sum, { seconds }) => sum + seconds, 0);
}

function minutesOf(seconds: number): number {
  return Math.round((seconds / 60) * 100) / 100;
}
