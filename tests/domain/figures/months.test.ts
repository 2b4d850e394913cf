import { describe, expect, test } from '@jest/globals';
import { monthsOf } from '../../../server/domain/figures/months.ts';

const PARIS = 'Europe/Paris';
const now = new Date('2026-11-23T08:00:00Z');

describe('the months of figures', () => {
  test('are the last six of the provider’s calendar, this one included', () => {
    const { months, from, to, earlier, later } = monthsOf({}, PARIS, now);
    expect(months.map(({ name }) => name)).toEqual([
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
    ]);
    // summer time at one end, winter time at the other
    expect(from.toISOString()).toBe('2026-05-31T22:00:00.000Z');
    expect(to.toISOString()).toBe('2026-11-30T23:00:00.000Z');
    expect([earlier, later]).toEqual(['2026-05', null]);
  });

  test('begin in the provider’s zone: 31 October 23:30 in London is November in Paris', () => {
    const evening = new Date('2026-10-31T23:30:00Z');
    expect(monthsOf({}, PARIS, evening).months.at(-1)?.name).toBe('2026-11');
    expect(monthsOf({}, 'America/Guadeloupe', evening).months.at(-1)?.name).toBe('2026-10');
  });

  test('cross the years', () => {
    const { months } = monthsOf({ months: '3' }, PARIS, new Date('2027-01-05T12:00:00Z'));
    expect(months.map(({ name }) => name)).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  test('step back and forth, never past this month', () => {
    const back = monthsOf({ months: '12', until: '2025-11' }, PARIS, now);
    expect([back.months[0].name, back.earlier, back.later]).toEqual([
      '2024-12',
      '2024-11',
      '2026-11',
    ]);
    expect(monthsOf({ months: '6', until: '2026-09' }, PARIS, now).later).toBe('2026-11');
    expect(monthsOf({ months: '3', until: '2026-05' }, PARIS, now).later).toBe('2026-08');
  });

  test.each(['2026-13', '2026-00', '2027-01', '1999-01', 'x', ['2026-01']])(
    'take %p for this month',
    (until) => {
      expect(monthsOf({ until }, PARIS, now).months.at(-1)?.name).toBe('2026-11');
    },
  );
});
