import { Temporal } from 'temporal-polyfill';
import { CAUSES } from '../complaint/cause.ts';
import { ANSWER_OUTCOMES } from '../complaint/event.ts';
import type { Months } from './months.ts';

/** How far complaints went, as drawings call it; the third is the mediator (P1–P3). */
export const LEVELS = ['level_1', 'level_2', 'level_3'] as const;
export type LevelName = (typeof LEVELS)[number];

/** What the last answer that counts came to; none counts yet on the last. */
export const ANSWER_CLASSES = [...ANSWER_OUTCOMES, 'unanswered'] as const;
export type AnswerClass = (typeof ANSWER_CLASSES)[number];

/** What staff say it is about; nobody has said yet on the last. */
export const CAUSE_CLASSES = [...CAUSES, 'not_said'] as const;
export type CauseClass = (typeof CAUSE_CLASSES)[number];

/** Whether a level was answered by its last day; `pending` ones may still be. */
export const PUNCTUALITIES = ['in_time', 'late', 'pending'] as const;
export type Punctuality = (typeof PUNCTUALITIES)[number];

/** Redress that is money. */
export const MONEY_REDRESS = ['credit', 'refund'] as const;

/** Whole days since the receipt, both included; the thirtieth is the last of a level (P1). */
export const COMPLAINT_AGES = [
  { name: 'ten', from: 0, to: 10 },
  { name: 'twenty', from: 11, to: 20 },
  { name: 'thirty', from: 21, to: 30 },
  { name: 'sixty', from: 31, to: 60 },
  { name: 'older', from: 61, to: null },
] as const;
export type ComplaintAge = (typeof COMPLAINT_AGES)[number]['name'];

/** The days that part the ages, `YYYY-MM-DD`, the oldest first: one fewer than the ages. */
export function complaintAgeEdges(now: Date, timeZone: string): string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return COMPLAINT_AGES.flatMap(({ to }) =>
    to === null ? [] : [today.subtract({ days: to }).toString()],
  ).reverse();
}

/** The days that begin a period's months, and the one that begins the next: complaints have a day. */
export function firstDaysOf({ months }: Months): { starts: string[]; from: string; to: string } {
  const starts = months.map(({ name }) => `${name}-01`);
  const last = Temporal.PlainYearMonth.from(months.at(-1)?.name ?? months[0].name);
  return { starts, from: `${months[0].name}-01`, to: `${last.add({ months: 1 })}-01` };
}
