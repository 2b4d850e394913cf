import { describe, expect, test } from '@jest/globals';
import { BUSINESS_CALENDAR, INCIDENT_CALENDAR } from '../../../seeds/plans.ts';
import type { CalendarVersion } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { openingAt, workingNow } from '../../../server/domain/provider/working-now.ts';

const handling = {
  incident: compileCalendar(INCIDENT_CALENDAR.definition),
  information_request: compileCalendar(BUSINESS_CALENDAR.definition),
};
const OFFICE = handling.information_request;

/** Open or closed, and when that changes. */
const at = (iso: string, calendar = OFFICE) => {
  const { open, changesAt } = openingAt(calendar, new Date(iso));
  return [open ? 'open' : 'closed', changesAt?.toISOString() ?? null];
};

describe('working now?', () => {
  test('on Christmas night incidents are handled, questions from Monday on', () => {
    // Friday 25 December, 02:10 in Paris
    expect(workingNow(handling, new Date('2026-12-25T01:10:00Z'))).toEqual({
      incident: { open: true, changesAt: null, far: false },
      information_request: {
        open: false,
        changesAt: new Date('2026-12-28T08:00:00Z'),
        far: false,
      },
    });
  });

  test('in the middle of a morning, until lunch; at lunch, from two on', () => {
    expect(at('2026-11-23T09:00:00Z')).toEqual(['open', '2026-11-23T11:30:00.000Z']);
    // at the closing instant it is closed, at the opening instant open
    expect(at('2026-11-23T11:30:00Z')).toEqual(['closed', '2026-11-23T13:00:00.000Z']);
    expect(at('2026-11-23T13:00:00Z')).toEqual(['open', '2026-11-23T17:00:00.000Z']);
  });

  test('Ascension is closed, and the Friday of the bridge is a day like others until it is not', () => {
    expect(at('2026-05-14T08:00:00Z')).toEqual(['closed', '2026-05-15T07:00:00.000Z']);
    const bridge = {
      kind: 'closed' as const,
      from: '2026-05-15',
      to: '2026-05-15',
      label: 'Pont de l’Ascension',
    };
    const calendar: CalendarVersion = { ...BUSINESS_CALENDAR.definition, exceptions: [bridge] };
    // Wednesday 18:00 in Paris: the next opening is Monday's
    expect(at('2026-05-13T16:00:00Z', compileCalendar(calendar))).toEqual([
      'closed',
      '2026-05-18T07:00:00.000Z',
    ]);
  });

  test('Monday’s nine o’clock is another instant once the clocks went back, and forth', () => {
    expect(at('2026-10-23T16:00:00Z')).toEqual(['closed', '2026-10-26T08:00:00.000Z']);
    expect(at('2026-03-27T17:00:00Z')).toEqual(['closed', '2026-03-30T07:00:00.000Z']);
  });

  test('a long closure says its date, a weekend only its weekday', () => {
    const calendar: CalendarVersion = {
      ...BUSINESS_CALENDAR.definition,
      exceptions: [{ kind: 'closed', from: '2026-08-03', to: '2026-08-14', label: 'Congés' }],
    };
    const closed = openingAt(compileCalendar(calendar), new Date('2026-07-31T16:00:00Z'));
    expect([closed.changesAt?.toISOString(), closed.far]).toEqual([
      '2026-08-17T07:00:00.000Z',
      true,
    ]);
    expect(openingAt(OFFICE, new Date('2026-07-31T16:00:00Z')).far).toBe(false);
  });
});
