import { describe, expect, test } from '@jest/globals';
import { BUSINESS_CALENDAR } from '../../seeds/plans.ts';
import { compileCalendar } from '../../server/domain/calendar/compile.ts';
import { nearestClockView } from '../../server/presenters/nearest-clock.ts';
import type { NearestClock } from '../../server/store/nearest-clocks.ts';

/** Received on Friday 5 June at 17:59 in Paris, answered by Monday at 17:59 at the latest. */
const kept: NearestClock = {
  ticketId: 1,
  name: 'first_response',
  state: 'running',
  targetMinutes: 450,
  dueAt: new Date('2026-06-08T15:59:00.000Z'),
  metAt: null,
  elapsedMs: 0,
  calendarVersionId: 1,
  calendar: compileCalendar(BUSINESS_CALENDAR.definition),
};
const at = (iso: string) => new Date(iso);

describe('the commitment of a row, read from what was kept at the last event', () => {
  test('over the weekend nothing counts: the figure stands, and the browser gets the hours ahead', () => {
    const view = nearestClockView(kept, at('2026-06-06T10:00:00.000Z'));
    expect(view).toMatchObject({ state: 'running', minutes: 449 });
    expect(view.ahead).toEqual([
      [Date.parse('2026-06-08T07:00:00.000Z'), Date.parse('2026-06-08T10:30:00.000Z')],
      [Date.parse('2026-06-08T12:00:00.000Z'), Date.parse('2026-06-08T15:59:00.000Z')],
    ]);
  });

  test('near from three quarters on; late at the very due time, whatever was kept', () => {
    expect(nearestClockView(kept, at('2026-06-08T14:10:00.000Z'))).toMatchObject({
      state: 'near',
      minutes: 109,
    });
    expect(nearestClockView(kept, at('2026-06-08T15:59:00.000Z'))).toMatchObject({
      state: 'breached',
      minutes: 0,
      used: 1,
      ahead: [],
    });
  });

  test('paused it keeps what is left; met it says in how long', () => {
    const paused = { ...kept, state: 'paused' as const, dueAt: null, elapsedMs: 30 * 60_000 };
    expect(nearestClockView(paused, at('2026-06-09T10:00:00.000Z'))).toMatchObject({
      state: 'paused',
      minutes: 420,
      ahead: [],
    });
    const met = { ...kept, state: 'met' as const, metAt: kept.dueAt, elapsedMs: 60_000 };
    expect(nearestClockView(met, at('2026-06-20T10:00:00.000Z'))).toMatchObject({
      state: 'met',
      minutes: 1,
    });
  });
});
