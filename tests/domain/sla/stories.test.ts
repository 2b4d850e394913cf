import { describe, expect, test } from '@jest/globals';
import { readClock } from '../../../server/domain/sla/clock.ts';
import { supersededReadings } from '../../../server/domain/sla/requalification.ts';
import { explainClock } from '../../../server/domain/sla/segments.ts';
import { office } from '../calendar/office.ts';
import { clockOf, maintenance, read, why } from './clocks.ts';
import { History, KARIM } from './history.ts';

describe('an incident at 02:10 on Christmas night', () => {
  const night = new History('incident', '2026-12-25T01:10:00Z');

  test('is due in half an hour, holiday or not', () => {
    const clock = clockOf(night, 'first_response', 30);
    expect(read(clock, '2026-12-25T01:20:00Z')).toEqual(['running', 10, '2026-12-25T01:40:00Z']);
    expect(read(clock, '2026-12-25T06:00:00Z')).toEqual(['breached', 290, '2026-12-25T01:40:00Z']);
  });

  test('as a question it would wait for Monday morning', () => {
    const clock = clockOf(night, 'first_response', 30, { calendar: office });
    expect(read(clock, '2026-12-25T01:20:00Z')).toEqual(['running', 0, '2026-12-28T08:30:00Z']);
    expect(why(clock, '2026-12-25T01:20:00Z')).toEqual([
      'closed 2026-12-25T01:10:00Z 2026-12-25T01:20:00Z',
      'closed 2026-12-25T01:20:00Z 2026-12-28T08:00:00Z Jour de Noël (expected)',
      'counted 2026-12-28T08:00:00Z 2026-12-28T08:30:00Z (expected)',
    ]);
  });
});

describe('an information request on Friday 17:59 before a bridge day', () => {
  const calendar = {
    ...office,
    exceptions: [
      { kind: 'closed', from: '2026-07-13', to: '2026-07-13', label: 'Pont du 14 juillet' },
    ],
  } as const;
  const friday = new History('information_request', '2026-07-10T15:59:00Z');

  test('goes on Wednesday, and says why', () => {
    const clock = clockOf(friday, 'first_response', 60, { calendar });
    expect(read(clock, '2026-07-15T07:30:00Z')).toEqual(['running', 31, '2026-07-15T07:59:00Z']);
    expect(why(clock, '2026-07-15T07:30:00Z')).toEqual([
      'counted 2026-07-10T15:59:00Z 2026-07-10T16:00:00Z',
      'closed 2026-07-10T16:00:00Z 2026-07-15T07:00:00Z 14 juillet Pont du 14 juillet',
      'counted 2026-07-15T07:00:00Z 2026-07-15T07:30:00Z',
      'counted 2026-07-15T07:30:00Z 2026-07-15T07:59:00Z (expected)',
    ]);
  });

  test('one minute of it is due at closing time', () => {
    const clock = clockOf(friday, 'first_response', 1, { calendar });
    expect(read(clock, '2026-07-10T15:59:30Z')).toEqual(['running', 0.5, '2026-07-10T16:00:00Z']);
  });
});

describe('a pause across the October change', () => {
  // 00:00 to 04:00 on the wall, five hours as time goes
  const history = new History('incident', '2026-10-24T20:00:00Z')
    .karimReplies('2026-10-24T22:00:00Z', 'waiting_customer')
    .jeanWrites('2026-10-25T03:00:00Z');
  const clock = clockOf(history, 'restoration', 480);

  test('while it lasts nobody can say when it is due', () => {
    expect(read(clock, '2026-10-25T01:30:00Z')).toEqual(['paused', 120, null]);
  });

  test('then it goes on where it stopped', () => {
    expect(read(clock, '2026-10-25T04:00:00Z')).toEqual(['running', 180, '2026-10-25T09:00:00Z']);
    const [, paused] = explainClock(clock, new Date('2026-10-25T04:00:00Z')).segments;
    expect(paused).toMatchObject({
      kind: 'paused',
      pauses: [{ cause: 'waiting_customer', by: KARIM }],
    });
  });
});

describe('requalified after two days', () => {
  const history = new History('information_request', '2026-03-02T08:00:00Z').requalified(
    '2026-03-04T08:00:00Z',
    'incident',
  );

  test('is counted from its receipt on the other calendar, late at once if it was', () => {
    const clock = clockOf(history, 'restoration', 24 * 60);
    expect(read(clock, '2026-03-04T08:00:01Z')).toEqual([
      'breached',
      48 * 60 + 1 / 60,
      '2026-03-03T08:00:00Z',
    ]);
  });

  test('and what the question had counted stays on the record', () => {
    const { timeline } = clockOf(history, 'restoration', null);
    expect(timeline.kind).toBe('incident');
    const [before] = supersededReadings(timeline, (kind) =>
      kind === 'information_request'
        ? clockOf(history, 'restoration', 40 * 60, { calendar: office })
        : null,
    );
    expect(before?.requalification).toMatchObject({ from: 'information_request', by: KARIM });
    // Monday and Tuesday, seven hours and a half each
    expect(before?.reading).toMatchObject({ state: 'running', elapsed: 15 * 3_600_000 });
  });
});

describe('reopened after its resolution', () => {
  const history = new History('incident', '2026-03-02T08:00:00Z').karimReplies(
    '2026-03-02T11:00:00Z',
    'resolved',
  );

  test('a resolution in time meets the clock', () => {
    const clock = clockOf(history, 'restoration', 240);
    expect(read(clock, '2026-03-02T20:00:00Z')).toEqual(['met', 180, '2026-03-02T12:00:00Z']);
  });

  test('a reopening undoes it: what is left is left, and the night counts for no one', () => {
    const reopened = new History('incident', '2026-03-02T08:00:00Z')
      .karimReplies('2026-03-02T11:00:00Z', 'resolved')
      .jeanWrites('2026-03-03T08:00:00Z');
    const clock = clockOf(reopened, 'restoration', 240);
    expect(read(clock, '2026-03-03T08:30:00Z')).toEqual(['running', 210, '2026-03-03T09:00:00Z']);
    expect(read(clock, '2026-03-03T10:00:00Z')).toEqual(['breached', 300, '2026-03-03T09:00:00Z']);
    expect(why(clock, '2026-03-03T09:00:00Z')).toEqual([
      'counted 2026-03-02T08:00:00Z 2026-03-02T11:00:00Z',
      'paused 2026-03-02T11:00:00Z 2026-03-03T08:00:00Z resolved',
      'counted 2026-03-03T08:00:00Z 2026-03-03T09:00:00Z',
    ]);
    // asked about the evening before, it was still met
    expect(read(clock, '2026-03-02T20:00:00Z')).toEqual(['met', 180, '2026-03-02T12:00:00Z']);
  });

  test('resolved and then closed, it was met when it was resolved', () => {
    const closed = new History('incident', '2026-03-02T08:00:00Z')
      .status('2026-03-02T11:00:00Z', 'resolved')
      .status('2026-03-09T11:00:00Z', 'closed');
    expect(read(clockOf(closed, 'restoration', 240), '2026-03-10T08:00:00Z')[1]).toBe(180);
  });

  test('resolved while it waited, the wait does not count', () => {
    const waited = new History('incident', '2026-03-02T08:00:00Z')
      .karimReplies('2026-03-02T09:00:00Z', 'waiting_customer')
      .status('2026-03-04T09:00:00Z', 'resolved');
    const clock = clockOf(waited, 'restoration', 240);
    expect(read(clock, '2026-03-05T08:00:00Z')).toEqual(['met', 60, '2026-03-04T12:00:00Z']);
  });
});

describe('a maintenance window', () => {
  const history = new History('incident', '2026-03-02T08:00:00Z')
    .karimReplies('2026-03-02T09:00:00Z', 'waiting_customer')
    .jeanWrites('2026-03-02T12:00:00Z');
  const window = maintenance(
    '2026-03-02T11:00:00Z',
    '2026-03-02T13:00:00Z',
    '2026-02-20T08:00:00Z',
  );

  test('that overlaps a wait stops the clock once', () => {
    const clock = clockOf(history, 'restoration', 240, { suspensions: [window] });
    expect(read(clock, '2026-03-02T12:30:00Z')).toEqual(['paused', 60, '2026-03-02T16:00:00Z']);
    expect(why(clock, '2026-03-02T12:30:00Z')).toEqual([
      'counted 2026-03-02T08:00:00Z 2026-03-02T09:00:00Z',
      'paused 2026-03-02T09:00:00Z 2026-03-02T11:00:00Z waiting_customer',
      'paused 2026-03-02T11:00:00Z 2026-03-02T12:00:00Z waiting_customer maintenance',
      'paused 2026-03-02T12:00:00Z 2026-03-02T12:30:00Z maintenance',
      'paused 2026-03-02T12:30:00Z 2026-03-02T13:00:00Z maintenance (expected)',
      'counted 2026-03-02T13:00:00Z 2026-03-02T16:00:00Z (expected)',
    ]);
  });

  test('cancelled after the fact leaves the clock, and dates the breach where it was', () => {
    const clock = clockOf(history, 'restoration', 240, { suspensions: [] });
    expect(read(clock, '2026-03-02T15:30:00Z')).toEqual(['breached', 270, '2026-03-02T15:00:00Z']);
  });

  test('published after it began stops nothing', () => {
    const late = { ...window, publishedAt: new Date('2026-03-02T11:30:00Z') };
    const clock = clockOf(history, 'restoration', 240, { suspensions: [late] });
    expect(read(clock, '2026-03-02T12:30:00Z')).toEqual(['running', 90, '2026-03-02T15:00:00Z']);
  });

  test('to come is counted in beforehand', () => {
    const tonight = maintenance(
      '2026-03-02T13:00:00Z',
      '2026-03-02T14:00:00Z',
      '2026-02-20T08:00:00Z',
    );
    const clock = clockOf(history, 'restoration', 240, { suspensions: [tonight] });
    expect(read(clock, '2026-03-02T12:30:00Z')).toEqual(['running', 90, '2026-03-02T16:00:00Z']);
  });

  test('leaves the duty to answer and to inform', () => {
    const untouched = new History('incident', '2026-03-02T10:30:00Z');
    for (const name of ['first_response', 'next_update'] as const) {
      const clock = clockOf(untouched, name, 60, { suspensions: [window] });
      expect(read(clock, '2026-03-02T11:15:00Z')).toEqual(['running', 45, '2026-03-02T11:30:00Z']);
    }
  });
});

test('force majeure without an end stops the diagnosis until somebody knows better', () => {
  const storm = {
    ...maintenance('2026-03-02T09:00:00Z', null, '2026-03-02T18:00:00Z'),
    cause: 'force_majeure',
  } as const;
  const history = new History('incident', '2026-03-02T08:00:00Z');
  const clock = clockOf(history, 'diagnosis', 240, { suspensions: [storm] });
  expect(read(clock, '2026-03-20T08:00:00Z')).toEqual(['paused', 60, null]);
  expect(readClock(clock, new Date('2026-03-20T08:00:00Z')).metAt).toBeNull();
});
