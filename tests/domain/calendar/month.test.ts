import { describe, expect, test } from '@jest/globals';
import { alwaysOpen, type CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { officialHolidays } from '../../../server/domain/calendar/holidays.ts';
import { monthBeside, monthOf } from '../../../server/domain/calendar/month.ts';
import { office } from './office.ts';

const HOUR = 3_600_000;

function dayOf(calendar: CalendarVersion, date: string) {
  const day = monthOf(calendar, date.slice(0, 7)).find((known) => known.date === date);
  if (!day) throw new Error(`${date} is not in its month`);
  const hours = (stretches: typeof day.open) => stretches.map(([a, b]) => [a / HOUR, b / HOUR]);
  return { ...day, open: hours(day.open), lost: hours(day.lost) };
}

describe('a month, day by day', () => {
  const calendar: CalendarVersion = {
    ...office,
    timeZone: 'Europe/Paris',
    holidays: officialHolidays('metropole'),
    exceptions: [
      { kind: 'closed', from: '2026-05-07T12:00', to: '2026-05-07T24:00', label: 'Inventaire' },
      { kind: 'open', from: '2026-05-08T10:00', to: '2026-05-08T12:00', label: 'Permanence' },
    ],
  };

  test('has as many days as the month', () => {
    expect(monthOf(calendar, '2026-02')).toHaveLength(28);
    expect(monthOf(calendar, '2028-02')).toHaveLength(29);
    expect(monthOf(calendar, '2026-12').at(-1)?.date).toBe('2026-12-31');
  });

  test('names the holiday of a day, and what it closes', () => {
    const { open, lost, holidays } = dayOf(calendar, '2026-05-01');
    expect(open).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    expect(holidays.map(({ key }) => key)).toEqual(['labour_day']);
    expect(dayOf(calendar, '2026-05-02')).toMatchObject({ open: [], lost: [], holidays: [] });
  });

  test('a closed afternoon is lost; an opening stands inside a holiday', () => {
    const closed = dayOf(calendar, '2026-05-07');
    expect(closed.open.every(([, to]) => Number(to) <= 12)).toBe(true);
    expect(closed.lost.length).toBeGreaterThan(0);
    expect(closed.exceptions.map(({ label }) => label)).toEqual(['Inventaire']);
    expect(dayOf(calendar, '2026-05-08').open).toEqual([[10, 12]]);
    expect(dayOf(calendar, '2026-05-06').exceptions).toEqual([]);
  });

  test('tells the days on which the clock changes, where it does', () => {
    const changes = (zone: string, month: string) =>
      monthOf(alwaysOpen(zone), month)
        .filter(({ clockChange }) => clockChange)
        .map(({ date }) => date);
    expect(changes('Europe/Paris', '2026-03')).toEqual(['2026-03-29']);
    expect(changes('Europe/Paris', '2026-10')).toEqual(['2026-10-25']);
    expect(changes('America/Miquelon', '2026-11')).toEqual(['2026-11-01']);
    expect(changes('Indian/Reunion', '2026-03')).toEqual([]);
  });

  test('its neighbours are across the year too', () => {
    expect([monthBeside('2026-12', 1), monthBeside('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
