import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alwaysOpen } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { dueWithPauses, openWithPauses } from '../../../server/domain/calendar/paused-time.ts';
import { united } from '../../../server/domain/calendar/stretches.ts';
import { WEEKDAYS } from '../../../server/domain/provider/provider.ts';
import { calendar, instant, openTime, ZONES, zone } from './arbitrary.ts';

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
          const day = 86_400_000;
          const ask = (at: number) => {
            // another label is another calendar: its table starts with this very question
            const exceptions = [
              { kind: 'closed', from: '2300-01-01', to: '2300-01-01', label: String(at) },
            ] as const;
            return compileCalendar({ ...version, exceptions }).table.openBetween(at, at + 30 * day);
          };
          const { table } = compileCalendar(version);
          for (const at of instants) expect(table.openBetween(at, at + 30 * day)).toBe(ask(at));
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

/** The wall clock as the platform tells it, apart from the library that the product counts with. */
function wallClockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at: number) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    const weekday = WEEKDAYS.find((name) => name === parts.weekday?.toLowerCase());
    return { weekday: weekday ?? 'mon', time: `${parts.hour}:${parts.minute}` };
  };
}

describe.each(ZONES)('in %s', (timeZone) => {
  const tell = wallClockOf(timeZone);

  test('an instant is open when its wall-clock time is', () => {
    fc.assert(
      fc.property(calendar, instant, (version, at) => {
        const { weekday, time } = tell(at);
        const open = version.weeklyHours[weekday].some(([from, to]) => from <= time && time < to);
        expect(compileCalendar({ ...version, timeZone }).table.isOpen(at)).toBe(open);
      }),
    );
  });

  test('so it is in every minute of the two days around each change of its clock', () => {
    const night = [
      ['00:10', '02:20'],
      ['02:40', '03:30'],
      ['22:50', '24:00'],
    ] as const;
    const weeklyHours = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, night]));
    const { table } = compileCalendar({
      timeZone,
      weeklyHours: weeklyHours as never,
      holidays: null,
      exceptions: [],
    });
    for (const change of changesOf(tell)) {
      for (let at = change - 86_400_000; at < change + 86_400_000; at += 60_000) {
        const { time } = tell(at);
        const open = night.some(([from, to]) => from <= time && time < to);
        if (table.isOpen(at) !== open)
          expect(new Date(at).toISOString()).toBe(open ? 'open' : 'closed');
      }
    }
  });
});

/** The days of 2011 and 2026 after which a zone's wall clock shows another time at midnight UTC. */
function changesOf(tell: ReturnType<typeof wallClockOf>): number[] {
  return [2011, 2026].flatMap((year) => {
    const changes: number[] = [];
    let before = tell(Date.UTC(year)).time;
    for (let at = Date.UTC(year) + 86_400_000; at < Date.UTC(year + 1); at += 86_400_000) {
      const { time } = tell(at);
      if (time !== before) changes.push(at - 86_400_000);
      before = time;
    }
    return changes;
  });
}
