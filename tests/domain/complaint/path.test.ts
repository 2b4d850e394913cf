import { describe, expect, test } from '@jest/globals';
import { mayAnswer, mayEscalate, mayRefer } from '../../../server/domain/complaint/move.ts';
import { answeredInTime, levelOf } from '../../../server/domain/complaint/path.ts';
import { stepsOf } from '../../../server/domain/complaint/step.ts';
import { answered, type ComplaintStory, escalated, given, lodged, voided } from './story.ts';

const LODGED = new Date('2026-03-03T09:00:00Z');

/** The three steps at an instant, each in a few words. */
function steps(story: ComplaintStory, now: string): string[] {
  return stepsOf(story.path(), LODGED, new Date(now)).map((step): string => {
    const day = (at: Date | null) => at?.toISOString().slice(0, 16) ?? 'never';
    switch (step.state) {
      case 'taken':
        return `${step.state} (${step.why}) until ${day(step.until)}`;
      case 'open':
        return `${step.state} (${step.why}) since ${day(step.since)} until ${day(step.until)}`;
      case 'later':
        return `${step.state} (${step.why}) from ${day(step.from)}`;
      default:
        return `${step.state} (${step.why})`;
    }
  });
}

describe('Marie complains on 3 March', () => {
  test('and waits: the answer is due by the end of 2 April, Paris time', () => {
    expect(steps(lodged('consumer', '2026-03-03'), '2026-03-10T09:00:00Z')).toEqual([
      'taken (lodged) until 2026-04-02T22:00',
      'later (answer_awaited) from 2026-04-02T22:00',
      'later (level_2_first) from never',
    ]);
  });

  test('and hears nothing: level 2 is open from the first moment of 3 April', () => {
    const story = lodged('consumer', '2026-03-03');
    expect(mayEscalate(story.path(), new Date('2026-04-02T21:59:59.999Z'))).toMatchObject({
      ok: false,
      reason: 'level_2_later',
      details: { from: '2026-04-02T22:00:00.000Z' },
    });
    expect(mayEscalate(story.path(), new Date('2026-04-02T22:00:00.000Z')).ok).toBe(true);
  });

  test('an answer at 23:59:59 of the last day is in time, at 00:00:00 it is late', () => {
    const story = (at: string) =>
      lodged('consumer', '2026-03-03').on(at, answered(1, 1)).on(at, given(1));
    const inTime = (at: string) => answeredInTime(story(at).path().stages[0]);
    expect(inTime('2026-04-02T21:59:59.000Z')).toBe(true);
    expect(inTime('2026-04-02T22:00:00.000Z')).toBe(false);
  });

  test('a late answer takes nothing back: level 2 stays open', () => {
    const story = lodged('consumer', '2026-03-03')
      .on('2026-04-05T09:00:00Z', answered(1, 1))
      .on('2026-04-05T09:01:00Z', given(1));
    expect(steps(story, '2026-04-06T09:00:00Z')[1]).toBe(
      'open (unanswered) since 2026-04-02T22:00 until never',
    );
  });

  test('an answer counts once its mail was accepted, and no longer once it came back', () => {
    const story = lodged('consumer', '2026-03-03').on('2026-03-09T09:00:00Z', answered(1, 1));
    expect(mayEscalate(story.path(), new Date('2026-03-10T09:00:00Z')).ok).toBe(false);
    story.on('2026-03-10T09:00:00Z', given(1));
    expect(mayEscalate(story.path(), new Date('2026-03-10T10:00:00Z')).ok).toBe(true);
    story.on('2026-03-11T09:00:00Z', voided(1));
    expect(mayEscalate(story.path(), new Date('2026-03-11T10:00:00Z')).ok).toBe(false);
    expect(mayAnswer(story.path(), 1).ok).toBe(true);
  });

  test('a second answer is refused while the first one counts', () => {
    const story = lodged('consumer', '2026-03-03').on('2026-03-09T09:00:00Z', answered(1, 1));
    expect(mayAnswer(story.path(), 1)).toMatchObject({ reason: 'already_answered' });
  });

  test('she is satisfied: nothing more is open', () => {
    const story = lodged('consumer', '2026-03-03')
      .on('2026-03-09T09:00:00Z', answered(1, 1))
      .on('2026-03-09T09:01:00Z', given(1))
      .on('2026-03-10T09:00:00Z', {
        type: 'complaint_reaction',
        data: { level: 1, satisfied: true },
      });
    expect(steps(story, '2026-03-11T09:00:00Z').slice(1)).toEqual([
      'closed (satisfied)',
      'later (level_2_first) from never',
    ]);
  });
});

describe('level 2, asked on 3 April', () => {
  const story = () =>
    lodged('consumer', '2026-03-03').on('2026-04-03T08:00:00Z', escalated('2026-04-03'));

  test('is due by the end of 3 May, and then the mediator is open until 3 March of next year', () => {
    expect(steps(story(), '2026-04-10T09:00:00Z')).toEqual([
      'taken (lodged) until 2026-04-02T22:00',
      'taken (escalated) until 2026-05-03T22:00',
      'later (answer_awaited) from 2026-05-03T22:00',
    ]);
    expect(steps(story(), '2026-05-03T22:00:00Z')[2]).toBe(
      'open (unanswered) since 2026-05-03T22:00 until 2027-03-03T23:00',
    );
    expect(levelOf(story().path())).toBe(2);
  });

  test('level 1 answers no more', () => {
    expect(mayAnswer(story().path(), 1)).toMatchObject({ reason: 'complaint_moved_on' });
    expect(mayAnswer(story().path(), 2).ok).toBe(true);
  });

  test('a year after the first written complaint the mediator is closed', () => {
    expect(mayRefer(story().path(), new Date('2027-03-03T22:59:59.999Z')).ok).toBe(true);
    expect(mayRefer(story().path(), new Date('2027-03-03T23:00:00.000Z'))).toMatchObject({
      reason: 'referral_year_passed',
    });
  });

  test('a call starts no year: the escalation in writing does', () => {
    const called = lodged('consumer', '2026-03-03', 'call');
    expect(called.path().referral).toBeNull();
    called.on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
    expect(called.path().referral?.lastDay).toBe('2027-04-03');
  });
});

describe('a professional', () => {
  test('has levels 1 and 2, and never the mediator', () => {
    const story = lodged('professional', '2026-03-03').on(
      '2026-04-03T08:00:00Z',
      escalated('2026-04-03'),
    );
    expect(steps(story, '2026-06-10T09:00:00Z')[2]).toBe('closed (professional)');
    expect(mayRefer(story.path(), new Date('2026-06-10T09:00:00Z'))).toMatchObject({
      reason: 'no_mediator',
    });
  });

  test('who turns out to be a consumer follows the consumer’s path once a manager says so', () => {
    const story = lodged('professional', '2026-03-03')
      .on('2026-04-03T08:00:00Z', escalated('2026-04-03'))
      .on('2026-04-04T08:00:00Z', {
        type: 'complaint_path_decided',
        data: { quality: 'consumer', note: 7 },
      });
    expect(mayRefer(story.path(), new Date('2026-05-04T09:00:00Z')).ok).toBe(true);
  });
});

test('the last day of an answer, by the day it was received', () => {
  const due = (day: string) => lodged('consumer', day).path().stages[0].limit.lastDay;
  expect(due('2026-03-03')).toBe('2026-04-02');
  expect(due('2026-03-04')).toBe('2026-04-03');
  expect(due('2028-02-15')).toBe('2028-03-16');
  // 1 March in Nouméa is still 28 February in Paris
  expect(due('2026-02-28')).toBe('2026-03-30');
});
