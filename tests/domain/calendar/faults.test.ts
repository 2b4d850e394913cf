import { describe, expect, test } from '@jest/globals';
import { alwaysOpen, type CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { calendarFaults } from '../../../server/domain/calendar/faults.ts';
import { noHours, office } from './office.ts';

function monday(...mon: [string, string][]): CalendarVersion {
  return { ...office, weeklyHours: { ...noHours, mon } };
}

function reasons(calendar: CalendarVersion) {
  return calendarFaults(calendar).map(({ reason, what }) => [reason, what]);
}

describe('a calendar is saved', () => {
  test('where it makes sense', () => {
    expect(reasons(office)).toEqual([]);
    expect(reasons(alwaysOpen('Indian/Reunion'))).toEqual([]);
    expect(reasons(monday(['12:00', '17:00'], ['09:00', '12:00']))).toEqual([]);
  });
});

describe('a calendar is refused with the reason', () => {
  test('when it never opens', () => {
    expect(reasons(monday())).toEqual([['never_opens', '']]);
  });

  test('when its hours overlap', () => {
    expect(reasons(monday(['09:00', '12:30'], ['12:00', '18:00']))).toEqual([
      ['overlapping_intervals', 'mon 12:00-18:00'],
    ]);
  });

  test.each([['24:01'], ['25:00'], ['9:00'], ['09:60'], ['noon'], ['']])(
    'when %j is no time',
    (time) => {
      expect(reasons(monday([time, '18:00']))).toEqual([
        ['malformed_interval', `mon ${time}-18:00`],
      ]);
    },
  );

  test('when an interval ends before it begins, or lasts no time', () => {
    expect(reasons(monday(['22:00', '06:00'], ['09:00', '09:00']))).toEqual([
      ['malformed_interval', 'mon 22:00-06:00'],
      ['malformed_interval', 'mon 09:00-09:00'],
    ]);
  });

  test.each(['Europe/Paname', '+02:00', '', 'Mars'])('when %j is no zone', (timeZone) => {
    expect(reasons({ ...office, timeZone })).toEqual([['unknown_time_zone', timeZone]]);
  });

  test('when a holiday is not one of its zone', () => {
    const holidays = { zone: 'metropole', alsoClosed: ['good_friday'], open: [] } as const;
    expect(reasons({ ...office, holidays })).toEqual([['unknown_holiday', 'good_friday']]);
    const nowhere = { ...holidays, zone: 'bretagne' as 'metropole' };
    expect(reasons({ ...office, holidays: nowhere })).toEqual([
      ['unknown_holiday_zone', 'bretagne'],
    ]);
  });

  test.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-03-02', '2026-03-01'],
    ['2026-03-02', '2026-03-02T12:00'],
    ['2026-03-02T12:00', '2026-03-02T12:00'],
    ['tomorrow', '2026-03-01'],
  ])('when an exception runs from %s to %s', (from, to) => {
    const exceptions = [{ kind: 'closed', from, to, label: '' }] as const;
    expect(reasons({ ...office, exceptions })).toEqual([
      ['malformed_exception', `${from} - ${to}`],
    ]);
  });
});
