import { expect, test } from '@jest/globals';
import { groupedHours } from '../../../server/domain/provider/provider.ts';

const OFFICE = [['09:00', '18:00']] as const;
const HALF = [['09:00', '12:00']] as const;

test('days with the same hours, one after the other, are said together', () => {
  const week = { mon: OFFICE, tue: OFFICE, wed: HALF, thu: OFFICE, fri: OFFICE, sat: [], sun: [] };
  expect(groupedHours(week)).toEqual([
    { from: 'mon', to: 'tue', intervals: OFFICE },
    { from: 'wed', to: 'wed', intervals: HALF },
    { from: 'thu', to: 'fri', intervals: OFFICE },
  ]);
});

test('a closed day between keeps two groups apart', () => {
  const week = { mon: OFFICE, tue: [], wed: OFFICE, thu: [], fri: [], sat: [], sun: [] };
  expect(groupedHours(week).map(({ from, to }) => `${from}-${to}`)).toEqual(['mon-mon', 'wed-wed']);
});
