import { describe, expect, test } from '@jest/globals';
import { BUSINESS_CALENDAR } from '../../../seeds/plans.ts';
import { alwaysOpen } from '../../../server/domain/calendar/calendar.ts';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import { type Audiences, neverCloses, whomToTell } from '../../../server/domain/sla/escalation.ts';

const OFFICE = compileCalendar(BUSINESS_CALENDAR.definition);
const NIGHT_SHIFT = compileCalendar({
  ...BUSINESS_CALENDAR.definition,
  weeklyHours: Object.fromEntries(
    Object.keys(BUSINESS_CALENDAR.definition.weeklyHours).map((day) => [day, [['20:00', '24:00']]]),
  ) as never,
});
const KARIM = { id: 1, works: OFFICE };
const LEA = { id: 2, works: NIGHT_SHIFT };
const NADIA = { id: 3, works: OFFICE };
const TEAM: Audiences = { assignee: [KARIM], team_lead: [LEA], manager: [NADIA] };
const ALL = [{ to: ['assignee', 'team_lead', 'manager'] as const }];

/** Monday 2 March 2026 in Paris. */
const at = (hour: string) => ({ dayAndNight: false, now: new Date(`2026-03-02T${hour}:00+01:00`) });

describe('whom an escalation tells', () => {
  test('those who are at work, by their own team’s hours', () => {
    expect(whomToTell(ALL, TEAM, at('10:00'))).toEqual({ kind: 'tell', to: [1, 3] });
    expect(whomToTell(ALL, TEAM, at('21:00'))).toEqual({ kind: 'tell', to: [2] });
  });

  test('where all are off, it waits for the first to begin', () => {
    expect(whomToTell(ALL, TEAM, at('19:00'))).toEqual({
      kind: 'wait',
      until: new Date('2026-03-02T20:00:00+01:00'),
    });
  });

  test('day and night, everybody, at any hour', () => {
    const night = { ...at('03:00'), dayAndNight: true };
    expect(whomToTell(ALL, TEAM, night)).toEqual({ kind: 'tell', to: [1, 2, 3] });
  });

  test('each once, the next in line where somebody is missing, nobody where nobody is', () => {
    const alone: Audiences = { assignee: [], team_lead: [], manager: [NADIA] };
    expect(whomToTell(ALL, alone, at('10:00'))).toEqual({ kind: 'tell', to: [3] });
    const nobody: Audiences = { assignee: [], team_lead: [], manager: [] };
    expect(whomToTell(ALL, nobody, at('10:00'))).toEqual({ kind: 'tell', to: [] });
    const leading: Audiences = { ...TEAM, team_lead: [KARIM] };
    expect(whomToTell(ALL, leading, at('10:00'))).toEqual({ kind: 'tell', to: [1, 3] });
  });

  test('a calendar never closes where no hour, holiday or closure ends it', () => {
    const always = alwaysOpen('Europe/Paris');
    const closed = { kind: 'closed', from: '2026-05-01', to: '2026-05-01', label: '' } as const;
    expect(neverCloses(compileCalendar(always))).toBe(true);
    expect(neverCloses(compileCalendar({ ...always, exceptions: [closed] }))).toBe(false);
    expect(neverCloses(OFFICE)).toBe(false);
  });
});
