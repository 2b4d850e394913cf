import {
  ANSWER_CLASSES,
  CAUSE_CLASSES,
  COMPLAINT_AGES,
  LEVELS,
  PUNCTUALITIES,
} from '../domain/figures/complaints.ts';
import type { Months } from '../domain/figures/months.ts';
import type {
  Answered,
  Received,
  Redressed,
  WaitingComplaints,
} from '../store/complaint-figures.ts';
import type { Translate } from '../views/i18n.ts';
import { causeLabel, causeOf, outcomeLabel, outcomeOf } from './complaint-figures.ts';
import type { Cell } from './csv.ts';

type Counted = { level: 1 | 2 | 3; count: number };

/** One line per month and level that complaints reached. */
export function monthsFile(
  received: readonly Received[],
  { months }: Months,
  t: Translate,
): Cell[][] {
  return [
    heads(t, 'month', 'level', 'count'),
    ...months.flatMap(({ name }, index) =>
      levelLines(
        [name],
        received.filter(({ month }) => month === index),
        t,
      ),
    ),
  ];
}

/** One line per month, level, and whether it was answered by its last day. */
export function answeredFile(
  answered: readonly Answered[],
  { months }: Months,
  t: Translate,
): Cell[][] {
  const lines = [...answered].sort((a, b) => a.month - b.month || a.level - b.level);
  return [
    heads(t, 'month', 'level', 'answered', 'count'),
    ...lines.flatMap((row) =>
      PUNCTUALITIES.flatMap((punctuality) =>
        row[punctuality] === 0
          ? []
          : [
              [
                months[row.month]?.name ?? '',
                levelName(row.level, t),
                t(`figures.series.${punctuality}`),
                row[punctuality],
              ],
            ],
      ),
    ),
  ];
}

/** One line per outcome and level. */
export function outcomesFile(received: readonly Received[], t: Translate): Cell[][] {
  return [
    heads(t, 'outcome', 'level', 'count'),
    ...ANSWER_CLASSES.flatMap((of) => {
      const own = received.filter((row) => outcomeOf(row) === of);
      return levelLines([t(outcomeLabel(of).key)], own, t);
    }),
  ];
}

/** One line per cause and level. */
export function causesFile(received: readonly Received[], t: Translate): Cell[][] {
  return [
    heads(t, 'cause', 'level', 'count'),
    ...CAUSE_CLASSES.flatMap((of) => {
      const own = received.filter((row) => causeOf(row) === of);
      return levelLines([t(causeLabel(of).key)], own, t);
    }),
  ];
}

/** One line per month and kind of redress; amounts in euros, none where it is no money. */
export function redressFile(
  redressed: readonly Redressed[],
  { months }: Months,
  t: Translate,
): Cell[][] {
  const lines = [...redressed].sort((a, b) => a.month - b.month || (a.kind < b.kind ? -1 : 1));
  return [
    heads(t, 'month', 'redress', 'answers', 'amount'),
    ...lines.map(({ month, kind, answers, cents }) => [
      months[month]?.name ?? '',
      t(`complaint_figures.kind.${kind}`),
      answers,
      kind === 'other' ? null : cents / 100,
    ]),
  ];
}

/** One line per age and level. */
export function waitingFile(waiting: readonly WaitingComplaints[], t: Translate): Cell[][] {
  return [
    heads(t, 'age', 'level', 'count'),
    ...COMPLAINT_AGES.flatMap(({ name }) => {
      const own = waiting.filter(({ age }) => age === name);
      return levelLines([t(`complaint_figures.age.${name}`)], own, t);
    }),
  ];
}

function levelLines(before: readonly Cell[], rows: readonly Counted[], t: Translate): Cell[][] {
  return ([1, 2, 3] as const).flatMap((level) => {
    const count = rows.reduce((sum, row) => sum + (row.level === level ? row.count : 0), 0);
    return count === 0 ? [] : [[...before, levelName(level, t), count]];
  });
}

function levelName(level: 1 | 2 | 3, t: Translate): string {
  return t(`figures.series.${LEVELS[level - 1]}`);
}

function heads(t: Translate, ...names: string[]): Cell[] {
  return names.map((name) => t(`complaint_figures.head.${name}`));
}
