import type { groupedHours } from '../domain/provider/provider.ts';
import type { Translate } from './i18n.ts';

type Days = Omit<ReturnType<typeof groupedHours>[number], 'from' | 'to'> & {
  readonly from: string;
  readonly to: string;
};

/** Opening hours in words, a line for the days that have the same. */
export function hoursInWords(days: readonly Days[], t: Translate): string[] {
  return days.map(({ from, to, intervals }) =>
    t('hours.line', {
      days: from === to ? t(`hours.days.${from}`) : range(from, to, t),
      intervals: intervals.map(([opens, closes]) => `${opens}–${closes}`).join(', '),
    }),
  );
}

function range(from: string, to: string, t: Translate): string {
  return t('hours.range', { from: t(`hours.days.${from}`), to: t(`hours.days.${to}`) });
}
