import { Temporal } from 'temporal-polyfill';
import { compileCalendar } from '../../domain/calendar/compile.ts';
import type { Stretch } from '../../domain/calendar/local-time.ts';
import type { OpeningTable } from '../../domain/calendar/opening-table.ts';
import {
  countedStretches,
  dueWithPauses,
  openWithPauses,
} from '../../domain/calendar/paused-time.ts';
import { clipped, without } from '../../domain/calendar/stretches.ts';
import { type ClockQuestion, calendarOf, clockQuestion, pausesOf } from './clock-question.ts';
import { answerLines } from './json-lines.ts';

/** One line per question on standard input: the due time, or the open time elapsed. */
export function explainClocks(): AsyncGenerator<object> {
  return answerLines(process.stdin, clockQuestion, explainClock);
}

/** What `explain -- clock` says of one question, without its id. */
export function explainClock(question: ClockQuestion): object {
  const { table } = compileCalendar(calendarOf(question));
  const pauses = pausesOf(question);
  const { start, end, minutes } = question;
  if (minutes != null) {
    const due = dueWithPauses(table, start, Math.round(minutes * 60_000), pauses);
    return {
      due: due === null ? null : written(due),
      ...(question.segments && due !== null
        ? { segments: segments(table, start, due, pauses) }
        : {}),
    };
  }
  const last = end as number;
  return {
    elapsed_seconds: openWithPauses(table, start, last, pauses) / 1000,
    ...(question.segments ? { segments: segments(table, start, last, pauses) } : {}),
  };
}

/** What was counted, closed or paused between two instants; closed wins over paused. */
function segments(table: OpeningTable, from: number, to: number, pauses: readonly Stretch[]) {
  if (to <= from) return [];
  const open = table.openings(from, to);
  const kinds = {
    counted: countedStretches(table, from, to, pauses),
    closed: without([[from, to]], open),
    paused: pauses.flatMap((pause) => clipped(open, ...pause)),
  };
  return Object.entries(kinds)
    .flatMap(([kind, stretches]) => stretches.map((stretch) => ({ kind, stretch })))
    .sort((a, b) => a.stretch[0] - b.stretch[0])
    .map(({ kind, stretch: [start, end] }) => ({ kind, from: written(start), to: written(end) }));
}

/** `2026-05-04T07:00:00Z`, with a fraction only where there is one. */
function written(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
