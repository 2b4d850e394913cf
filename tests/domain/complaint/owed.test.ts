import { expect, test } from '@jest/globals';
import { complaintOwed, remindersDue } from '../../../server/domain/complaint/owed.ts';
import { answered, type ComplaintStory, escalated, given, lodged, PARIS } from './story.ts';

const owedOn = (story: ComplaintStory, announced: readonly number[] = []) => {
  const before = complaintOwed(story.path(), [], PARIS).map((owed) => ({ ...owed, announced }));
  return complaintOwed(story.path(), before, PARIS);
};

test('staff are reminded ten, five and one days before the end of 2 April, then alerted', () => {
  const story = lodged('consumer', '2026-03-03');
  const next = (said: number[]) => owedOn(story, said)[0]?.nextAt?.toISOString();
  expect(next([])).toBe('2026-03-23T23:00:00.000Z');
  // the clock changes on 29 March: days are those of the calendar
  expect(next([10])).toBe('2026-03-28T23:00:00.000Z');
  expect(next([10, 5])).toBe('2026-04-01T22:00:00.000Z');
  expect(next([10, 5, 1])).toBe('2026-04-02T22:00:00.000Z');
  expect(next([10, 5, 1, 0])).toBeUndefined();
});

test('an answer that counts ends the reminders; in time it is met, late it is breached', () => {
  const on = (at: string) =>
    owedOn(lodged('consumer', '2026-03-03').on(at, answered(1, 1)).on(at, given(1)))[0];
  expect(on('2026-03-10T09:00:00Z')).toMatchObject({ state: 'met', nextAt: null });
  expect(on('2026-04-03T09:00:00Z')).toMatchObject({ state: 'breached', nextAt: null });
});

test('after the escalation only level 2 is reminded of', () => {
  const story = lodged('consumer', '2026-03-03').on(
    '2026-04-03T08:00:00Z',
    escalated('2026-04-03'),
  );
  expect(owedOn(story).map(({ name, nextAt }) => [name, nextAt?.toISOString() ?? null])).toEqual([
    ['complaint_level_1', null],
    ['complaint_level_2', '2026-04-23T22:00:00.000Z'],
  ]);
});

test('after a while without a worker, everything due is said at once', () => {
  const story = lodged('consumer', '2026-03-03');
  const path = story.path();
  const [owed] = owedOn(story);
  if (!owed) throw new Error('nothing owed');
  const due = (at: string) => remindersDue(path.stages[0], owed, PARIS, new Date(at));
  expect(due('2026-03-20T09:00:00Z')).toEqual([]);
  expect(due('2026-03-29T09:00:00Z')).toEqual([10, 5]);
  expect(due('2026-04-02T22:00:00Z')).toEqual([10, 5, 1, 0]);
});
