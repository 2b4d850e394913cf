import { describe, expect, test } from '@jest/globals';
import { instantOfShare, readClock } from '../../../server/domain/sla/clock.ts';
import { TARGET_NAMES } from '../../../server/domain/sla/target.ts';
import { office, utc } from '../calendar/office.ts';
import { clockOf, read } from './clocks.ts';
import { History, KARIM } from './history.ts';

const received = '2026-03-02T08:00:00Z';

describe('first response', () => {
  test('is the first public reply by staff: neither the acknowledgement nor a note', () => {
    const history = new History('incident', received).karimNotes('2026-03-02T08:10:00Z');
    const clock = clockOf(history, 'first_response', 60);
    expect(read(clock, '2026-03-02T08:20:00Z')).toEqual(['running', 20, '2026-03-02T09:00:00Z']);
    history.karimReplies('2026-03-02T08:40:00Z').karimReplies('2026-03-02T11:00:00Z');
    const answered = clockOf(history, 'first_response', 60);
    expect(read(answered, '2026-03-02T12:00:00Z')).toEqual(['met', 40, '2026-03-02T09:00:00Z']);
  });

  test('nothing stops it, not even waiting for the customer', () => {
    const history = new History('incident', received).status(
      '2026-03-02T08:10:00Z',
      'waiting_customer',
    );
    const clock = clockOf(history, 'first_response', 60);
    expect(read(clock, '2026-03-02T08:30:00Z')).toEqual(['running', 30, '2026-03-02T09:00:00Z']);
  });

  test('a refusal answers; a resolution without a word does not', () => {
    const refused = new History('incident', received).status('2026-03-02T08:30:00Z', 'refused');
    expect(read(clockOf(refused, 'first_response', 60), '2026-03-03T08:00:00Z')[0]).toBe('met');
    const mute = new History('incident', received).status('2026-03-02T08:30:00Z', 'resolved');
    expect(read(clockOf(mute, 'first_response', 60), '2026-03-03T08:00:00Z')[0]).toBe('breached');
  });
});

describe('a deadline', () => {
  test('is late at its very instant, and in time a millisecond before', () => {
    const clock = clockOf(new History('incident', received), 'first_response', 60);
    expect(read(clock, '2026-03-02T08:59:59.999Z')[0]).toBe('running');
    expect(read(clock, '2026-03-02T09:00:00Z')[0]).toBe('breached');
  });

  test('met late is breached all the same, and says when it was met', () => {
    const history = new History('incident', received).karimReplies('2026-03-02T09:30:00Z');
    const reading = readClock(
      clockOf(history, 'first_response', 60),
      new Date('2026-03-05T08:00:00Z'),
    );
    expect(reading).toMatchObject({ state: 'breached', elapsed: 90 * 60_000 });
    expect([utc(reading.dueAt as Date), utc(reading.metAt as Date)]).toEqual([
      '2026-03-02T09:00:00Z',
      '2026-03-02T09:30:00Z',
    ]);
  });

  test('stays where it was once it passed, whatever pauses the clock afterwards', () => {
    const history = new History('incident', received).status(
      '2026-03-02T10:00:00Z',
      'waiting_customer',
    );
    const clock = clockOf(history, 'restoration', 60);
    expect(read(clock, '2026-03-02T11:00:00Z')).toEqual(['breached', 120, '2026-03-02T09:00:00Z']);
  });

  test('that falls while the office is closed is the closing time before', () => {
    const history = new History('information_request', '2026-03-02T16:00:00Z');
    const clock = clockOf(history, 'restoration', 60, { calendar: office });
    expect(read(clock, '2026-03-02T17:00:00Z')).toEqual(['breached', 60, '2026-03-02T17:00:00Z']);
  });
});

describe('the update clock', () => {
  const history = new History('incident', received)
    .karimReplies('2026-03-02T08:30:00Z')
    .karimReplies('2026-03-02T10:00:00Z')
    .karimReplies('2026-03-02T10:45:00Z', 'waiting_customer');
  const clock = clockOf(history, 'next_update', 60);

  test('starts again at each public reply', () => {
    expect(read(clock, '2026-03-02T08:20:00Z')).toEqual(['running', 20, '2026-03-02T09:00:00Z']);
    expect(read(clock, '2026-03-02T08:50:00Z')).toEqual(['running', 20, '2026-03-02T09:30:00Z']);
  });

  test('keeps the updates that came too late', () => {
    const reading = readClock(clock, new Date('2026-03-02T10:20:00Z'));
    expect(reading.state).toBe('running');
    expect(reading.earlierBreaches.map(utc)).toEqual(['2026-03-02T09:30:00Z']);
  });

  test('stops while the customer is waited for, and for good when nothing is left to do', () => {
    expect(read(clock, '2026-03-03T08:00:00Z')).toEqual(['paused', 0, null]);
    history.status('2026-03-03T09:00:00Z', 'resolved');
    const resolved = clockOf(history, 'next_update', 60);
    expect(read(resolved, '2026-03-04T08:00:00Z').slice(0, 2)).toEqual(['met', 0]);
  });
});

describe('the diagnosis', () => {
  test('is established once, and a reopening leaves it', () => {
    const history = new History('incident', received)
      .status('2026-03-02T11:00:00Z', 'resolved')
      .jeanWrites('2026-03-03T08:00:00Z');
    const clock = clockOf(history, 'diagnosis', 240);
    expect(read(clock, '2026-03-03T08:10:00Z')).toEqual(['running', 190, '2026-03-03T09:00:00Z']);
    const diagnosed = { at: new Date('2026-03-02T10:00:00Z'), by: KARIM };
    const established = { ...clock, timeline: { ...clock.timeline, diagnosed } };
    expect(read(established, '2026-03-03T08:10:00Z')).toEqual(['met', 120, '2026-03-02T12:00:00Z']);
  });
});

test('without a commitment times are measured, and nothing is ever late (H3)', () => {
  const history = new History('incident', received);
  for (const name of TARGET_NAMES) {
    expect(read(clockOf(history, name, null), '2026-05-02T08:00:00Z')).toEqual([
      'running',
      61 * 24 * 60,
      null,
    ]);
  }
});

test('each share of a target has its instant, in open time', () => {
  const history = new History('information_request', '2026-03-02T16:00:00Z');
  const clock = clockOf(history, 'restoration', 240, { calendar: office });
  const now = new Date('2026-03-02T16:10:00Z');
  expect(
    [0.5, 0.75, 0.9, 1].map((share) => utc(instantOfShare(clock, share, now) as Date)),
  ).toEqual([
    '2026-03-03T09:00:00Z',
    '2026-03-03T10:00:00Z',
    '2026-03-03T10:36:00Z',
    '2026-03-03T11:00:00Z',
  ]);
});
