import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alwaysOpen } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { dueWithPauses, openWithPauses } from '../../../server/domain/calendar/paused-time.ts';
import { united } from '../../../server/domain/calendar/stretches.ts';
import { WEEKDAYS } from '../../../server/domain/provider/provider.ts';
import { calendar, instant, openTime, zone } from './arbitrary.ts';

const DAY = 86_400_000;

const pauses = fc
  .array(fc.tuple(instant, fc.integer({ min: 1, max: 40 * 86_400 })), { maxLength: 5 })
  .map((list) => united(list.map(([from, seconds]) => [from, from + seconds * 1000])));

describe('whatever the calendar', () => {
  test('the open time until the due time is what was asked for', () => {
    fc.assert(
      fc.property(calendar, instant, openTime, (version, start, time) => {
        const { table } = compileCalendar(version);
        const due = table.dueAt(start, time) as number;
        expect(table.openBetween(start, due)).toBe(time);
        // and not a millisecond sooner
        if (time > 0) expect(table.openBetween(start, due - 1)).toBe(time - 1);
      }),
    );
  });

  test('a later start, or more time, is due no sooner', () => {
    fc.assert(
      fc.property(calendar, instant, openTime, openTime, (version, start, time, more) => {
        const { table } = compileCalendar(version);
        const due = table.dueAt(start, time) as number;
        expect(table.dueAt(start, time + more)).toBeGreaterThanOrEqual(due);
        expect(table.dueAt(start + more, time)).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  test('a stretch is the sum of its parts', () => {
    fc.assert(
      fc.property(calendar, fc.tuple(instant, instant, instant), (version, instants) => {
        const [a, b, c] = instants.sort((x, y) => x - y) as [number, number, number];
        const { table } = compileCalendar(version);
        expect(table.openBetween(a, b) + table.openBetween(b, c)).toBe(table.openBetween(a, c));
        const sum = table.openings(a, c).reduce((open, [from, to]) => open + to - from, 0);
        expect(sum).toBe(table.openBetween(a, c));
      }),
    );
  });

  test('an interval written as two that touch is the same', () => {
    fc.assert(
      fc.property(calendar, instant, openTime, (version, start, time) => {
        const halves = WEEKDAYS.map((weekday) => [
          weekday,
          version.weeklyHours[weekday].flatMap(([from, to]) => {
            const middle = `${from.slice(0, 2)}:59`;
            return from < middle && middle < to
              ? [[from, middle] as const, [middle, to] as const]
              : [[from, to] as const];
          }),
        ]);
        const split = { ...version, weeklyHours: Object.fromEntries(halves) };
        expect(compileCalendar(split).table.dueAt(start, time)).toBe(
          compileCalendar(version).table.dueAt(start, time),
        );
      }),
    );
  });

  test('pauses move the due time by the open time they cover, and stop it nowhere else', () => {
    fc.assert(
      fc.property(calendar, instant, openTime, pauses, (version, start, time, stops) => {
        const { table } = compileCalendar(version);
        const due = dueWithPauses(table, start, time, stops) as number;
        expect(openWithPauses(table, start, due, stops)).toBe(time);
        const paused = table.openBetween(start, due) - time;
        expect(table.dueAt(start, time + paused)).toBe(due);
      }),
    );
  });

  test('the order in which a table grew changes nothing', () => {
    fc.assert(
      fc.property(
        calendar,
        fc.array(instant, { minLength: 2, maxLength: 6 }),
        (version, instants) => {
          const ask = (at: number) => {
            // another label is another calendar: its table starts with this very question
            const exceptions = [
              { kind: 'closed', from: '2300-01-01', to: '2300-01-01', label: String(at) },
            ] as const;
            return compileCalendar({ ...version, exceptions }).table.openBetween(at, at + 30 * DAY);
          };
          const { table } = compileCalendar(version);
          for (const at of instants) expect(table.openBetween(at, at + 30 * DAY)).toBe(ask(at));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('day and night', () => {
  test('is plain addition in every zone', () => {
    fc.assert(
      fc.property(zone, instant, openTime, (timeZone, start, time) => {
        const { table } = compileCalendar(alwaysOpen(timeZone));
        expect(table.dueAt(start, time)).toBe(start + time);
        expect(table.openBetween(start, start + time)).toBe(time);
      }),
    );
  });
});
