import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { explainClock } from '../../../server/cli/explain/clock.ts';
import { clockQuestion } from '../../../server/cli/explain/clock-question.ts';
import { deadlineQuestion, explainDeadline } from '../../../server/cli/explain/deadline.ts';
import { answerLines } from '../../../server/cli/explain/json-lines.ts';

async function answers<T>(
  lines: readonly (string | object)[],
  schema: z.ZodType<T>,
  answer: (question: T) => object,
) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const found: object[] = [];
  for await (const line of answerLines(Readable.from(text.join('\n')), schema, answer)) {
    found.push(line);
  }
  return found;
}

const clocks = (...lines: (string | object)[]) => answers(lines, clockQuestion, explainClock);
const deadlines = (...lines: (string | object)[]) =>
  answers(lines, deadlineQuestion, explainDeadline);

const office = {
  tz: 'Europe/Paris',
  weekly_hours: {
    thu: [
      ['09:00', '12:30'],
      ['14:00', '18:00'],
    ],
    mon: [['09:00', '12:30']],
  },
  holidays: ['2026-05-04'],
};

describe('explain -- clock', () => {
  test('tells when it is due, or how long was open', async () => {
    const start = '2026-04-30T15:30:00Z';
    expect(
      await clocks(
        { id: 1, ...office, start, minutes: 30 },
        { id: 2, ...office, start, minutes: 31 },
        { id: 'x', ...office, start, end: '2026-05-07T07:00:20Z' },
        { ...office, weekly_hours: {}, start, minutes: 1 },
      ),
    ).toEqual([
      { id: 1, due: '2026-04-30T16:00:00Z' },
      { id: 2, due: '2026-05-07T07:01:00Z' },
      { id: 'x', elapsed_seconds: 1820 },
      { id: null, due: null },
    ]);
  });

  test('leaves pauses out, once where they overlap, and explains when asked', async () => {
    const question = {
      ...office,
      start: '2026-04-30T12:00:00Z',
      minutes: 60,
      segments: true,
      pauses: [
        { from: '2026-04-30T12:30:00Z', to: '2026-04-30T13:30:00Z' },
        { from: '2026-04-30T13:00:00Z', to: '2026-04-30T14:00:00Z' },
      ],
    };
    expect(await clocks(question)).toEqual([
      {
        id: null,
        due: '2026-04-30T14:30:00Z',
        segments: [
          { kind: 'counted', from: '2026-04-30T12:00:00Z', to: '2026-04-30T12:30:00Z' },
          { kind: 'paused', from: '2026-04-30T12:30:00Z', to: '2026-04-30T14:00:00Z' },
          { kind: 'counted', from: '2026-04-30T14:00:00Z', to: '2026-04-30T14:30:00Z' },
        ],
      },
    ]);
    const lasting = [{ from: '2026-04-30T12:30:00Z', to: null }];
    expect(await clocks({ ...question, pauses: lasting })).toEqual([{ id: null, due: null }]);
  });

  test('a bad line says what is wrong, and the rest goes on', async () => {
    const start = '2026-04-30T15:30:00Z';
    const overlapping = {
      mon: [
        ['09:00', '12:00'],
        ['11:00', '13:00'],
      ],
    };
    expect(
      await clocks(
        'not json',
        { id: 1, ...office, tz: 'Europe/Paname', start, minutes: 1 },
        { id: 2, ...office, weekly_hours: overlapping, start, minutes: 1 },
        { id: 3, ...office, start: '2026-04-30T15:30:00', minutes: 1 },
        { id: 4, ...office, start },
        { id: 5, ...office, start: '1700-01-01T00:00:00Z', minutes: 1 },
        'null',
        '',
        { id: 6, ...office, start, minutes: 0 },
      ),
    ).toEqual([
      { id: null, error: expect.stringContaining('not valid JSON') },
      { id: 1, error: 'unknown time zone: Europe/Paname' },
      { id: 2, error: 'overlapping intervals: mon 11:00-13:00' },
      { id: 3, error: 'start: not an instant with its offset: 2026-04-30T15:30:00' },
      { id: 4, error: 'either minutes or end is needed, not both' },
      { id: 5, error: expect.stringContaining('No calendar reaches') },
      { id: null, error: expect.stringContaining('expected object') },
      { id: 6, due: start },
    ]);
  });
});

describe('explain -- deadline', () => {
  test('tells the last day and where it ends', async () => {
    expect(
      await deadlines(
        { id: 'a', event: '2026-03-03T23:50:00+01:00', days: 30, tz: 'Europe/Paris' },
        { event: '2026-01-31', months: 1, tz: 'Europe/Paris' },
        { event: '2026-03-03T23:50', days: 30, tz: 'Indian/Reunion' },
      ),
    ).toEqual([
      { id: 'a', last_day: '2026-04-02', ends: '2026-04-02T22:00:00Z' },
      { id: null, last_day: '2026-02-28', ends: '2026-02-28T23:00:00Z' },
      { id: null, last_day: '2026-04-02', ends: '2026-04-02T20:00:00Z' },
    ]);
  });

  test('a bad line says what is wrong', async () => {
    const tz = 'Europe/Paris';
    expect(
      await deadlines(
        { id: 1, event: '2026-02-30', days: 1, tz },
        { id: 2, event: '2026-02-03', days: 1, months: 1, tz },
        { id: 3, event: '2026-02-03', days: 1.5, tz },
        { id: 4, event: '2026-02-03', days: 1, tz: 'Mars' },
      ),
    ).toEqual([
      { id: 1, error: expect.stringContaining('day: 30') },
      { id: 2, error: 'either days or months is needed, not both' },
      { id: 3, error: expect.stringContaining('days: ') },
      { id: 4, error: 'tz: unknown time zone' },
    ]);
  });
});
