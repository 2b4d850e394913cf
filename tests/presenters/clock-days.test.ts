import { describe, expect, test } from '@jest/globals';
import { daysOf } from '../../server/presenters/clock-days.ts';
import type { SegmentView } from '../../server/views/models/clocks.ts';

const segment = (
  kind: SegmentView['kind'],
  from: string,
  to: string,
  more: Partial<SegmentView> = {},
): SegmentView => ({
  kind,
  from: new Date(from),
  to: new Date(to),
  minutes: 0,
  expected: false,
  holidays: [],
  closures: [],
  pauses: [],
  ...more,
});

describe('the days of a clock’s picture', () => {
  test('the day on which clocks go back has 25 hours, and noon is not its middle', () => {
    const day = segment('counted', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z');
    const now = { kind: 'now' as const, at: new Date('2026-10-25T11:00:00.000Z') };
    const [sunday, ...more] = daysOf([day], [now], 'Europe/Paris');
    expect(more).toEqual([]);
    expect(sunday?.from.toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(sunday?.pieces).toEqual([{ kind: 'counted', expected: false, x: 0, width: 100 }]);
    expect(sunday?.marks).toEqual([{ ...now, x: 52 }]);
  });

  test('a segment is cut where its days end, on the calendar’s own wall clock', () => {
    const night = segment('paused', '2026-06-01T20:00:00.000Z', '2026-06-02T04:00:00.000Z');
    expect(daysOf([night], [], 'Europe/Paris').map(({ pieces }) => pieces)).toEqual([
      [{ kind: 'paused', expected: false, x: 91.67, width: 8.33 }],
      [{ kind: 'paused', expected: false, x: 0, width: 25 }],
    ]);
    expect(daysOf([night], [], 'Pacific/Noumea')).toHaveLength(1);
  });

  test('whole days that are alike are one line; a holiday keeps its own', () => {
    const days = daysOf(
      [
        segment('closed', '2026-05-12T22:00:00.000Z', '2026-05-13T22:00:00.000Z'),
        segment('closed', '2026-05-13T22:00:00.000Z', '2026-05-14T22:00:00.000Z', {
          holidays: ['Ascension'],
        }),
        segment('closed', '2026-05-14T22:00:00.000Z', '2026-05-17T22:00:00.000Z'),
      ],
      [],
      'Europe/Paris',
    );
    expect(days.map(({ from, last, holidays }) => [from, last, holidays])).toEqual([
      [new Date('2026-05-12T22:00:00.000Z'), null, []],
      [new Date('2026-05-13T22:00:00.000Z'), null, ['Ascension']],
      [new Date('2026-05-14T22:00:00.000Z'), new Date('2026-05-16T22:00:00.000Z'), []],
    ]);
  });
});
