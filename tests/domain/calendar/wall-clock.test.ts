import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { type OpeningInterval, WEEKDAYS } from '../../../server/domain/provider/provider.ts';
import { calendar, instant, ZONES } from './arbitrary.ts';
import { everyDay, utc } from './office.ts';

const DAY = 86_400_000;

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
});

test('so it is in every zone, all along the two days around each change of its clock', () => {
  const night: readonly OpeningInterval[] = [
    ['00:10', '02:20'],
    ['02:40', '03:30'],
    ['22:50', '24:00'],
  ];
  let changes = 0;
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const tell = wallClockOf(timeZone);
    const { table } = compileCalendar(everyDay(timeZone, night));
    for (const change of changesOf(tell)) {
      changes += 1;
      for (let at = change - DAY; at < change + DAY; at += 10 * 60_000) {
        const { time } = tell(at);
        const open = night.some(([from, to]) => from <= time && time < to);
        if (table.isOpen(at) === open) continue;
        throw new Error(`${timeZone} is not ${open ? 'open' : 'closed'} at ${utc(at)}`);
      }
    }
  }
  expect(changes).toBeGreaterThan(500);
});

/** The days of 2011 and 2026 after which a zone's wall clock shows another time at midnight UTC. */
function changesOf(tell: ReturnType<typeof wallClockOf>): number[] {
  return [2011, 2026].flatMap((year) => {
    const changes: number[] = [];
    let before = tell(Date.UTC(year)).time;
    for (let at = Date.UTC(year) + DAY; at < Date.UTC(year + 1); at += DAY) {
      const { time } = tell(at);
      if (time !== before) changes.push(at - DAY);
      before = time;
    }
    return changes;
  });
}
