import { describe, expect, test } from '@jest/globals';
import { alwaysOpen } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { due, everyDay, minutesBetween, noHours, office, utc } from './office.ts';

const table = compileCalendar(office).table;
const at = (text: string) => Date.parse(text);

describe('in business hours', () => {
  test('lunch is not counted', () => {
    expect(due(office, '2026-03-02T11:00:00Z', 60)).toBe('2026-03-02T13:30:00Z');
  });

  test('what runs out with the day is due at closing, not at the next opening', () => {
    expect(due(office, '2026-03-02T16:00:00Z', 60)).toBe('2026-03-02T17:00:00Z');
    expect(due(office, '2026-03-02T16:00:00Z', 61)).toBe('2026-03-03T08:01:00Z');
  });

  test('no time at all is due at once, open or closed', () => {
    expect(due(office, '2026-03-01T03:00:00Z', 0)).toBe('2026-03-01T03:00:00Z');
  });

  test('seconds are kept', () => {
    expect(due(office, '2026-03-02T08:26:36Z', 120)).toBe('2026-03-02T10:26:36Z');
  });

  test('a week has thirty-seven hours and a half, the one of 14 July thirty', () => {
    expect(minutesBetween(office, '2026-03-01T23:00:00Z', '2026-03-08T23:00:00Z')).toBe(2250);
    expect(minutesBetween(office, '2026-07-12T22:00:00Z', '2026-07-19T22:00:00Z')).toBe(1800);
    expect(minutesBetween(office, '2026-07-19T22:00:00Z', '2026-07-12T22:00:00Z')).toBe(0);
  });

  test('it says whether it is open, and when that changes', () => {
    expect(table.isOpen(at('2026-03-02T08:00:00Z'))).toBe(true);
    expect(table.isOpen(at('2026-03-02T11:30:00Z'))).toBe(false);
    expect(utc(table.nextClosing(at('2026-03-02T08:00:00Z')) as number)).toBe(
      '2026-03-02T11:30:00Z',
    );
    expect(utc(table.nextOpening(at('2026-12-24T17:00:00Z')) as number)).toBe(
      '2026-12-28T08:00:00Z',
    );
    expect(utc(table.nextOpening(at('2026-12-28T08:00:00Z')) as number)).toBe(
      '2026-12-28T08:00:00Z',
    );
  });

  test('years before and after those first asked about are as right', () => {
    expect(due(office, '2019-12-31T16:30:00Z', 60)).toBe('2020-01-02T08:30:00Z');
    expect(due(office, '2060-03-01T08:00:00Z', 60)).toBe('2060-03-01T09:00:00Z');
    // 260 days of work, nine holidays among them
    expect(due(office, '2026-03-02T08:00:00Z', 2250 * 52)).toBe('2027-03-11T17:00:00Z');
  });
});

describe('day and night', () => {
  const always = alwaysOpen('Europe/Paris');

  test('24:00 loses no minute, and the changes of the clock none either', () => {
    expect(due(always, '2026-03-28T12:00:00Z', 1440)).toBe('2026-03-29T12:00:00Z');
    expect(due(always, '2026-10-24T12:00:00Z', 1440)).toBe('2026-10-25T12:00:00Z');
    expect(due(always, '2026-01-01T00:00:00Z', 525_600 * 30)).toBe('2055-12-25T00:00:00Z');
  });

  test('it never closes', () => {
    expect(compileCalendar(always).table.nextClosing(at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('when the clock changes', () => {
  test('hours that fall into the skipped hour are an hour shorter', () => {
    const night = everyDay('Europe/Paris', [['01:00', '05:00']]);
    expect(minutesBetween(night, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(180);
    expect(minutesBetween(night, '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(300);
  });

  test('an hour told twice is open twice', () => {
    const half = everyDay('Europe/Paris', [['02:15', '02:45']]);
    expect(due(half, '2026-10-24T22:00:00Z', 40)).toBe('2026-10-25T01:25:00Z');
    expect(minutesBetween(half, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(0);
  });

  test('Saint-Pierre-et-Miquelon changes on its own dates', () => {
    const morning = everyDay('America/Miquelon', [['08:30', '12:00']]);
    expect(due(morning, '2026-03-07T22:00:00Z', 30)).toBe('2026-03-08T11:00:00Z');
    expect(due(morning, '2026-03-07T00:00:00Z', 30)).toBe('2026-03-07T12:00:00Z');
  });

  test('La Réunion, Guadeloupe and Nouméa never change', () => {
    for (const [zone, opening] of [
      ['Indian/Reunion', '05:00'],
      ['America/Guadeloupe', '13:00'],
      ['Pacific/Noumea', '22:00'],
    ] as const) {
      const calendar = everyDay(zone, [['09:00', '12:00']]);
      expect(due(calendar, `2026-07-01T${opening}:00Z`, 1)).toBe(
        `2026-07-01T${opening.slice(0, 2)}:01:00Z`,
      );
      expect(due(calendar, `2026-12-01T${opening}:00Z`, 1)).toBe(
        `2026-12-01T${opening.slice(0, 2)}:01:00Z`,
      );
    }
  });

  test('the day that Samoa left out has no hours', () => {
    const apia = everyDay('Pacific/Apia', [['09:00', '17:00']]);
    expect(minutesBetween(apia, '2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z')).toBe(960);
    expect(due(apia, '2011-12-30T03:00:00Z', 1)).toBe('2011-12-30T19:01:00Z');
  });
});

describe('exceptions', () => {
  test('the bridge day is closed, Christmas Eve ends at noon, a Saturday opens', () => {
    const calendar = {
      ...office,
      exceptions: [
        { kind: 'closed', from: '2026-07-13', to: '2026-07-13', label: 'Pont' },
        { kind: 'closed', from: '2026-12-24T12:00', to: '2026-12-25T00:00', label: 'Réveillon' },
        { kind: 'open', from: '2026-06-13T09:00', to: '2026-06-13T12:00', label: 'Salon' },
      ],
    } as const;
    expect(due(calendar, '2026-07-10T16:00:00Z', 1)).toBe('2026-07-15T07:01:00Z');
    expect(due(calendar, '2026-12-24T10:59:00Z', 2)).toBe('2026-12-28T08:01:00Z');
    expect(due(calendar, '2026-06-12T16:00:00Z', 1)).toBe('2026-06-13T07:01:00Z');
  });

  test('an opening inside a longer closure is open, on a holiday too', () => {
    const calendar = {
      ...office,
      exceptions: [
        { kind: 'open', from: '2026-08-15T10:00', to: '2026-08-15T11:00', label: '' },
        { kind: 'closed', from: '2026-08-03', to: '2026-08-21', label: 'Congés' },
      ],
    } as const;
    expect(due(calendar, '2026-07-31T16:00:00Z', 61)).toBe('2026-08-24T07:01:00Z');
    expect(due(calendar, '2026-07-31T16:00:00Z', 60)).toBe('2026-08-15T09:00:00Z');
  });
});

describe('what never opens', () => {
  const closed = { ...office, weeklyHours: noHours };

  test('has no due time and no next opening', () => {
    expect(due(closed, '2026-03-02T09:00:00Z', 1)).toBeNull();
    expect(compileCalendar(closed).table.nextOpening(at('2026-03-02T09:00:00Z'))).toBeNull();
  });

  test('nor after the last exceptional opening', () => {
    const once = {
      ...closed,
      exceptions: [{ kind: 'open', from: '2027-02-01T09:00', to: '2027-02-01T10:00', label: '' }],
    } as const;
    expect(due(once, '2026-03-02T09:00:00Z', 60)).toBe('2027-02-01T09:00:00Z');
    expect(due(once, '2026-03-02T09:00:00Z', 61)).toBeNull();
  });
});

test('a length of time below zero, or no instant, is a mistake of whoever asks', () => {
  expect(() => table.dueAt(at('2026-03-02T08:00:00Z'), -1)).toThrow(RangeError);
  expect(() => table.dueAt(Number.NaN, 1)).toThrow(RangeError);
});
