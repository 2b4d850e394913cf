import type { Run } from '../server/commands/command.ts';
import { saveCalendar } from '../server/commands/save-calendar.ts';
import { savePlan } from '../server/commands/save-plan.ts';
import type { PlanDefinition } from '../server/domain/plan/plan.ts';
import { done } from './done.ts';
import { BASE_PLAN, BUSINESS_CALENDAR, INCIDENT_CALENDAR, SERENITE_PLUS } from './plans.ts';

const seed = { kind: 'system', name: 'seed' } as const;

/** Settles what every helpdesk needs to judge its tickets by: two calendars and base support. */
export async function settlePlans(run: Run, at: Date): Promise<PlanDefinition['calendars']> {
  const save = async (calendar: typeof BUSINESS_CALENDAR) =>
    done(await run(saveCalendar, seed, { calendarId: null, ...calendar })).calendarId;
  const calendars = {
    incident: await save(INCIDENT_CALENDAR),
    information_request: await save(BUSINESS_CALENDAR),
  };
  const { name, definition } = BASE_PLAN;
  const base = { planId: null, name, base: true, effectiveFrom: at };
  done(await run(savePlan, seed, { ...base, definition: { ...definition, calendars } }));
  return calendars;
}

/** Adds the demonstration's plan with commitments. @returns its id */
export async function settleSerenitePlus(
  run: Run,
  at: Date,
  calendars: PlanDefinition['calendars'],
): Promise<number> {
  const { name, definition } = SERENITE_PLUS;
  const plan = { planId: null, name, base: false, effectiveFrom: at };
  return done(await run(savePlan, seed, { ...plan, definition: { ...definition, calendars } }))
    .planId;
}
