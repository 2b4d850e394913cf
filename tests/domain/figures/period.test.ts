import { describe, expect, test } from '@jest/globals';
import { periodOf } from '../../../server/domain/figures/period.ts';

const PARIS = 'Europe/Paris';
const now = new Date('2026-11-23T08:00:00Z');

describe('the period of figures', () => {
  test('is the last twelve ISO weeks of the provider’s calendar, this one included', () => {
    const { weeks, from, to, earlier, later } = periodOf({}, PARIS, now);
    expect(weeks.map(({ name }) => name)).toEqual([
      '2026-W37',
      '2026-W38',
      '2026-W39',
      '2026-W40',
      '2026-W41',
      '2026-W42',
      '2026-W43',
      '2026-W44',
      '2026-W45',
      '2026-W46',
      '2026-W47',
      '2026-W48',
    ]);
    // summer time at one end, winter time at the other
    expect(from.toISOString()).toBe('2026-09-06T22:00:00.000Z');
    expect(to.toISOString()).toBe('2026-11-29T23:00:00.000Z');
    expect([earlier, later]).toEqual(['2026-W36', null]);
  });

  test('crosses the years as ISO weeks do: 1 January 2027 lies in week 53', () => {
    const { weeks } = periodOf({ weeks: '4' }, PARIS, new Date('2027-01-05T12:00:00Z'));
    expect(weeks.map(({ name }) => name)).toEqual(['2026-W51', '2026-W52', '2026-W53', '2027-W01']);
  });

  test('steps back and forth, never past this week', () => {
    const back = periodOf({ weeks: '12', until: '2026-W36' }, PARIS, now);
    expect([back.weeks[0].name, back.later]).toEqual(['2026-W25', '2026-W48']);
    const near = periodOf({ weeks: '12', until: '2026-W40' }, PARIS, now);
    expect(near.later).toBe('2026-W48');
  });

  test.each(['2026-W54', '2027-W01', '2026-W00', 'x', ['2026-W01']])(
    'takes %p for this week',
    (until) => {
      expect(periodOf({ until }, PARIS, now).weeks.at(-1)?.name).toBe('2026-W48');
    },
  );
});
