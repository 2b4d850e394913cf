import { legalLimitFromDay } from '../deadline/legal-limit.ts';
import { REMINDERS, reminderAt, remindersOf } from '../deadline/reminders.ts';
import type { Owed } from '../sla/owed.ts';
import { answeredAt, answeredInTime, type ComplaintPath, type Stage } from './path.ts';

/**
 * What the provider owes on a complaint: an answer at the level that was asked last, and the
 * mediator's own limit. Legal limits: no status pauses them, and no weekend moves them (T1).
 *
 * @param before what was owed until now, for what was said already
 */
export function complaintOwed(
  path: ComplaintPath,
  before: readonly Owed[],
  timeZone: string,
): Owed[] {
  const owed = path.stages.map((stage) => answerOwed(stage, path, before, timeZone));
  const { mediation } = path;
  if (!mediation?.limit || !mediation.notifiedOn || mediation.ending !== null) return owed;
  const startedAt = startOf(mediation.notifiedOn, timeZone);
  const { ends } = mediation.limit;
  return [...owed, { ...running('mediation', startedAt, ends), nextAt: null }];
}

function answerOwed(
  stage: Stage,
  { stages }: ComplaintPath,
  before: readonly Owed[],
  timeZone: string,
): Owed {
  const name = stage.level === 1 ? 'complaint_level_1' : 'complaint_level_2';
  const said = before.find((owed) => owed.name === name)?.announced ?? [];
  const metAt = answeredAt(stage);
  const asked = stages.length === stage.level;
  const left = metAt === null && asked ? REMINDERS.filter((days) => !said.includes(days)) : [];
  const next = left.map((days) => reminderAt(stage.limit.lastDay, days, timeZone).getTime());
  return {
    ...running(name, startOf(stage.receivedOn, timeZone), stage.limit.ends),
    state: metAt === null ? 'running' : answeredInTime(stage) ? 'met' : 'breached',
    metAt,
    announced: said,
    nextAt: next.length === 0 ? null : new Date(Math.min(...next)),
  };
}

/** Which reminders of a level are due by now and were not said: the last is the one to say. */
export function remindersDue(
  stage: Stage,
  owed: Owed,
  timeZone: string,
  now: Date,
): readonly number[] {
  if (owed.metAt !== null || owed.nextAt === null) return [];
  return remindersOf(stage.limit.lastDay, owed.announced, timeZone, now);
}

function startOf(day: string, timeZone: string): Date {
  return legalLimitFromDay(day, { days: -1 }, timeZone).ends;
}

function running(name: Owed['name'], startedAt: Date, dueAt: Date): Owed {
  return {
    name,
    state: 'running',
    targetMinutes: null,
    startedAt,
    dueAt,
    elapsedMs: 0,
    metAt: null,
    announced: [],
    nextAt: null,
  };
}
