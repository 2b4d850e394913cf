import { type CompiledCalendar, compileCalendar } from '../domain/calendar/compile.ts';
import type { PlanDefinition, Targets } from '../domain/plan/plan.ts';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
import type { Regime } from '../domain/ticket/ticket.ts';
import { type Calendar, findCalendarVersions } from './calendars.ts';
import type { Db } from './connect.ts';
import { findPlanVersion, type Plan } from './plans.ts';
import { findConditions } from './service-conditions.ts';
import { findService } from './services.ts';

/** What a ticket's clocks are read with: the versions that it is judged by, and its service's own. */
export type Judgement = {
  readonly plan: Plan;
  readonly definition: PlanDefinition;
  readonly calendars: Readonly<Record<Regime, Calendar>>;
  readonly compiled: Readonly<Record<Regime, CompiledCalendar>>;
  readonly conditions: Targets | null;
  /** What the service costs a month; credits are a share of it (5.2). */
  readonly monthlyPriceCents: number | null;
};

type Versions = Omit<Judgement, 'monthlyPriceCents'>;

/** Versions never change, so what was read once is kept. */
const KEPT = 500;
const known = new Map<string, Versions>();

/** Loads what a ticket is judged by; null where it was opened before there was any plan. */
export async function loadJudgement(
  db: Db,
  ticket: { judgedBy: JudgedBy | null; serviceId: number | null },
): Promise<Judgement | null> {
  if (ticket.judgedBy === null) return null;
  const [versions, service] = await Promise.all([
    loadVersions(db, ticket.judgedBy),
    ticket.serviceId === null ? null : findService(db, ticket.serviceId),
  ]);
  return {
    ...versions,
    monthlyPriceCents: service?.monthlyPriceCents ?? null,
  };
}

async function loadVersions(db: Db, judged: JudgedBy): Promise<Versions> {
  const { plan_version, incident_calendar, information_calendar, conditions } = judged;
  const key = `${plan_version} ${incident_calendar} ${information_calendar} ${conditions}`;
  const found = known.get(key);
  if (found) return found;
  const [plan, calendars, own] = await Promise.all([
    findPlanVersion(db, plan_version),
    findCalendarVersions(db, [incident_calendar, information_calendar]),
    conditions === null ? null : findConditions(db, conditions),
  ]);
  const versionOf = (id: number) => calendars.find(({ versionId }) => versionId === id);
  const incident = versionOf(incident_calendar);
  const information = versionOf(information_calendar);
  if (!plan || !incident || !information) throw new Error(`Versions ${key} are not all there`);
  const versions: Versions = {
    plan,
    conditions: own,
    definition: plan.definition,
    calendars: { incident, information_request: information },
    compiled: {
      incident: compileCalendar(incident.definition),
      information_request: compileCalendar(information.definition),
    },
  };
  if (known.size >= KEPT) known.clear();
  known.set(key, versions);
  return versions;
}
