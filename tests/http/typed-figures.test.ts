import { describe, expect, test } from '@jest/globals';
import { readHundredths, writeHundredths } from '../../server/http/decimals.ts';
import { readMinutes, writeMinutes } from '../../server/http/durations.ts';

describe('a length of time, as people type it', () => {
  test.each([
    ['30', 30],
    ['30 min', 30],
    ['2h', 120],
    ['1h30', 90],
    ['1 h 05', 65],
    ['72 H', 4_320],
    ['', null],
    ['1h75', Number.NaN],
    ['3j', Number.NaN],
    ['-5', Number.NaN],
    ['1,5h', Number.NaN],
  ])('%j is %p minutes', (typed, minutes) => {
    expect(readMinutes(typed)).toBe(minutes);
  });

  test('what is written reads back the same', () => {
    expect([30, 60, 90, 65, 4_320, null].map(writeMinutes)).toEqual([
      '30 min',
      '1h',
      '1h30',
      '1h05',
      '72h',
      '',
    ]);
    for (const minutes of [1, 59, 60, 61, 599, 4_320]) {
      expect(readMinutes(writeMinutes(minutes))).toBe(minutes);
    }
  });
});

describe('an amount to the hundredth, without floating point', () => {
  test.each([
    ['29,90', 2_990],
    ['29.9', 2_990],
    ['1 234,56 €', 123_456],
    ['0,07', 7],
    ['2,5 %', 250],
    ['8.29', 829],
    ['', null],
    ['2,555', Number.NaN],
    ['-1', Number.NaN],
    ['dix', Number.NaN],
  ])('%j is %p', (typed, hundredths) => {
    expect(readHundredths(typed)).toBe(hundredths);
  });

  test('what is written reads back the same', () => {
    expect([2_990, 2_900, 7, 0, null].map((one) => writeHundredths(one, ','))).toEqual([
      '29,90',
      '29',
      '0,07',
      '0',
      '',
    ]);
  });
});
