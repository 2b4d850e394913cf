import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar/offsets.ts';
import {
  type LegalPeriod,
  legalLimit,
  legalLimitFromDay,
} from '../../domain/deadline/legal-limit.ts';
import { answerLines } from './json-lines.ts';

const count = z.int().min(0).max(100_000);

/** What `explain -- deadline` is asked on one line. */
export const deadlineQuestion = z.object({
  /** An instant, or a day (with or without a time) as the zone's wall clock tells it. */
  event: z.string(),
  days: count.optional(),
  months: count.optional(),
  tz: z.string().refine(isTimeZone, 'unknown time zone'),
});
type DeadlineQuestion = z.output<typeof deadlineQuestion>;

/** One line per question on standard input: the last day of a legal time limit and its end (T1). */
export function explainDeadlines(): AsyncGenerator<object> {
  return answerLines(process.stdin, deadlineQuestion, explainDeadline);
}

/** What `explain -- deadline` says of one question, without its id. */
export function explainDeadline({ event, days, months, tz }: DeadlineQuestion): object {
  const period = periodOf(days, months);
  const { lastDay, ends } = /(Z|[+-]\d\d:?\d\d)(\[.*\])?$/i.test(event)
    ? legalLimit(new Date(Temporal.Instant.from(event).epochMilliseconds), period, tz)
    : legalLimitFromDay(Temporal.PlainDate.from(event).toString(), period, tz);
  const end = Temporal.Instant.fromEpochMilliseconds(ends.getTime()).toString();
  return { last_day: lastDay, ends: end };
}

function periodOf(days?: number, months?: number): LegalPeriod {
  if (days !== undefined && months === undefined) return { days };
  if (months !== undefined && days === undefined) return { months };
  throw new RangeError('either days or months is needed, not both');
}
