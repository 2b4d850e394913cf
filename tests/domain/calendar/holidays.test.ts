import { describe, expect, test } from '@jest/globals';
import { closureReason } from '../../../server/domain/calendar/closure.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import {
  chosenHolidays,
  HOLIDAY_ZONES,
  type HolidayZone,
  holidaysOf,
  localDaysOf,
} from '../../../server/domain/calendar/holidays.ts';
import { due, office } from './office.ts';

function dates(zone: HolidayZone, year: number): string[] {
  return holidaysOf(zone, year).map(({ date }) => date);
}

describe('the official lists', () => {
  test('metropolitan France in 2026', () => {
    expect(holidaysOf('metropole', 2026).map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-01-01 1er janvier',
      '2026-04-06 Lundi de Pâques',
      '2026-05-01 1er mai',
      '2026-05-08 8 mai',
      '2026-05-14 Ascension',
      '2026-05-25 Lundi de Pentecôte',
      '2026-07-14 14 juillet',
      '2026-08-15 Assomption',
      '2026-11-01 Toussaint',
      '2026-11-11 11 novembre',
      '2026-12-25 Jour de Noël',
    ]);
  });

  test('Alsace-Moselle adds Good Friday and 26 December', () => {
    expect(dates('alsace-moselle', 2026)).toHaveLength(13);
    expect(dates('alsace-moselle', 2026)).toEqual(
      expect.arrayContaining(['2026-04-03', '2026-12-26']),
    );
  });

  test.each([
    ['guadeloupe', '2026-05-27'],
    ['guyane', '2026-06-10'],
    ['martinique', '2026-05-22'],
    ['mayotte', '2026-04-27'],
    ['la-reunion', '2026-12-20'],
    ['saint-barthelemy', '2026-10-09'],
    ['saint-martin', '2026-05-28'],
  ] as const)('%s keeps the abolition of slavery on %s', (zone, date) => {
    expect(holidaysOf(zone, 2026).filter(({ key }) => key === 'abolition')).toEqual([
      { date, key: 'abolition', name: "Abolition de l'esclavage" },
    ]);
  });

  test('the other territories keep the national days and no more', () => {
    for (const zone of [
      'nouvelle-caledonie',
      'polynesie-francaise',
      'wallis-et-futuna',
      'saint-pierre-et-miquelon',
    ] as const) {
      expect(dates(zone, 2027)).toEqual(dates('metropole', 2027));
    }
    expect(HOLIDAY_ZONES).toHaveLength(13);
  });

  test('in 2030 one date of Guyane is two holidays', () => {
    const both = holidaysOf('guyane', 2030).filter(({ date }) => date === '2030-06-10');
    expect(both.map(({ key }) => key)).toEqual(['whit_monday', 'abolition']);
  });
});

describe('local days', () => {
  test('are open until an administrator closes them', () => {
    expect(localDaysOf('guadeloupe').map(({ key }) => key)).toEqual([
      'mid_lent',
      'good_friday',
      'schoelcher',
    ]);
    expect(dates('guadeloupe', 2026)).not.toContain('2026-07-21');
    const choice = {
      zone: 'guadeloupe',
      alsoClosed: ['schoelcher', 'mid_lent'],
      open: [],
    } as const;
    expect(chosenHolidays(choice, 2026).map(({ date }) => date)).toEqual(
      expect.arrayContaining(['2026-03-12', '2026-07-21']),
    );
  });

  test('and a holiday can be worked: Whit Monday as the day of solidarity', () => {
    const holidays = { zone: 'metropole', alsoClosed: [], open: ['whit_monday'] } as const;
    expect(due(office, '2026-05-25T07:00:00Z', 1)).toBe('2026-05-26T07:01:00Z');
    expect(due({ ...office, holidays }, '2026-05-25T07:00:00Z', 1)).toBe('2026-05-25T07:01:00Z');
  });
});

describe('why it is closed', () => {
  const between = (from: string, to: string) =>
    closureReason(compileCalendar(office), Date.parse(from), Date.parse(to));

  test('names the holiday that closed it', () => {
    expect(between('2026-07-13T16:00:00Z', '2026-07-15T07:00:00Z').holidays).toEqual([
      { date: '2026-07-14', key: 'national_day', name: '14 juillet' },
    ]);
  });

  test('but not one on a day that is closed anyway', () => {
    expect(between('2026-08-14T16:00:00Z', '2026-08-17T07:00:00Z')).toEqual({
      holidays: [],
      closures: [],
    });
  });
});
