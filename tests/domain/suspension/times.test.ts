import { describe, expect, test } from '@jest/globals';
import { instantOfLocal, localOfInstant } from '../../../server/domain/suspension/local-instant.ts';
import {
  forceMajeureTerminationAt,
  mayTerminate,
} from '../../../server/domain/suspension/termination.ts';
import { nextTurn, stageOf } from '../../../server/domain/suspension/window.ts';

const PARIS = 'Europe/Paris';
const at = (iso: string) => new Date(iso);

describe('30 consecutive days of force majeure (R6)', () => {
  test('are counted from the day after, to the end of the last, whatever the hour', () => {
    const opens = at('2026-03-31T22:00:00Z'); // 1 April, 00:00 in Paris, an hour changed meanwhile
    expect(forceMajeureTerminationAt(at('2026-03-01T00:30:00+01:00'), PARIS)).toEqual(opens);
    expect(forceMajeureTerminationAt(at('2026-03-01T23:30:00+01:00'), PARIS)).toEqual(opens);
  });

  test('open the right at that instant, unless it ended before', () => {
    const startsAt = at('2026-03-01T12:00:00Z');
    const opens = at('2026-03-31T22:00:00Z');
    const before = at('2026-03-31T21:59:59.999Z');
    expect(mayTerminate({ startsAt, endsAt: null }, PARIS, before)).toBe(false);
    expect(mayTerminate({ startsAt, endsAt: null }, PARIS, opens)).toBe(true);
    expect(mayTerminate({ startsAt, endsAt: before }, PARIS, opens)).toBe(false);
    expect(mayTerminate({ startsAt, endsAt: at('2026-04-02T00:00:00Z') }, PARIS, opens)).toBe(true);
  });
});

describe('a window in time', () => {
  const startsAt = at('2026-11-29T21:00:00Z');
  const endsAt = at('2026-11-30T01:00:00Z');
  const window = { startsAt, endsAt, cancelledAt: null };

  test('is coming, current, past: its end is not in it', () => {
    expect(stageOf(window, at('2026-11-29T20:59:59Z'))).toBe('coming');
    expect(stageOf(window, startsAt)).toBe('current');
    expect(stageOf(window, endsAt)).toBe('past');
    expect(stageOf({ ...window, endsAt: null }, endsAt)).toBe('current');
    expect(stageOf({ ...window, cancelledAt: startsAt }, startsAt)).toBe('cancelled');
  });

  test('turns clocks at its start and at its end', () => {
    expect(nextTurn(window, at('2026-11-23T00:00:00Z'))).toEqual(startsAt);
    expect(nextTurn(window, startsAt)).toEqual(endsAt);
    expect(nextTurn(window, endsAt)).toBeNull();
    expect(nextTurn({ startsAt, endsAt: null }, startsAt)).toBeNull();
  });
});

describe('local times of a form', () => {
  test('go there and back', () => {
    expect(instantOfLocal('2026-11-29T22:00', PARIS)).toEqual(at('2026-11-29T21:00:00Z'));
    expect(localOfInstant(at('2026-11-29T21:00:00Z'), PARIS)).toBe('2026-11-29T22:00');
  });

  test('that the clock skips are none; of those that it shows twice, the first', () => {
    expect(instantOfLocal('2026-03-29T02:30', PARIS)).toBeNull();
    expect(instantOfLocal('2026-10-25T02:30', PARIS)).toEqual(at('2026-10-25T00:30:00Z'));
  });

  test.each(['', 'demain', '2026-02-30T10:00', '2026-11-29', '2026-11-29T25:00', '22:00'])(
    'not %p',
    (text) => expect(instantOfLocal(text, PARIS)).toBeNull(),
  );
});
