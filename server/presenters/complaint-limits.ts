import { Temporal } from 'temporal-polyfill';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { MEDIATION_DAYS } from '../domain/complaint/mediation.ts';
import {
  ANSWER_DAYS,
  answeredAt,
  answeredInTime,
  type ComplaintPath,
} from '../domain/complaint/path.ts';
import { legalLimitFromDay } from '../domain/deadline/legal-limit.ts';
import type { ComplaintLimit } from '../store/complaint-limits.ts';
import type { RequestLimit } from '../store/request-limits.ts';
import type {
  ComplaintRow,
  ExplainedLimit,
  LimitView,
  RequestRow,
} from '../views/models/complaint-desk.ts';

/** From so many days before the last, a limit is told as near: the second reminder's (P5). */
const NEAR = 5;

type Place = { readonly timeZone: string; readonly now: Date };

/** The last day to refund a contract request, or to confirm it, for its row. */
export function requestRow(
  { name, dueAt, done, inTime, timeZone }: RequestLimit,
  now: Date,
): RequestRow {
  const view = limitView(name, lastDayOf(dueAt, timeZone), { timeZone, now });
  if (!done) return { limit: view, dueAt };
  return { limit: { ...view, state: inTime ? 'met' : 'breached', days: 0 }, dueAt: null };
}

/** The nearest limit of a complaint, for its row. */
export function complaintRow(
  { level, owedAt, ended, answer, timeZone }: ComplaintLimit,
  now: Date,
): ComplaintRow {
  const place = { timeZone, now };
  const name = level === 3 ? 'mediation' : level === 2 ? 'complaint_level_2' : 'complaint_level_1';
  const limit = owedAt === null ? null : limitView(name, lastDayOf(owedAt, timeZone), place);
  return { level, limit, owedAt: level === 3 ? null : owedAt, ended, answer };
}

/** Every limit of a complaint, with what made it. The mediator's is its own, and breaks no promise. */
export function explainedLimits(path: ComplaintPath, place: Place): ExplainedLimit[] {
  const answers = path.stages.map((stage): ExplainedLimit => {
    const name = stage.level === 1 ? 'complaint_level_1' : 'complaint_level_2';
    const { lastDay } = stage.limit;
    const metAt = answeredAt(stage);
    const made = { ...counted(stage.receivedOn), period: ANSWER_DAYS, metAt };
    if (metAt !== null) {
      const state = answeredInTime(stage) ? 'met' : 'breached';
      return { ...limitView(name, lastDay, { ...place, now: metAt }), state, ...made };
    }
    const left = path.stages.length > stage.level || path.mediation !== null;
    const view = limitView(name, lastDay, place);
    // it went on without: how long ago matters no more
    return left ? { ...view, state: 'breached', days: 0, ...made } : { ...view, ...made };
  });
  const { mediation } = path;
  if (!mediation?.limit || !mediation.notifiedOn) return answers;
  const { lastDay } = mediation.limit;
  const first = legalLimitFromDay(mediation.notifiedOn, { days: MEDIATION_DAYS }, place.timeZone);
  const view = limitView('mediation', lastDay, place);
  const state = mediation.ending !== null ? 'met' : view.state;
  const period = lastDay === first.lastDay ? MEDIATION_DAYS : null;
  return [...answers, { ...view, state, ...counted(mediation.notifiedOn), period, metAt: null }];
}

export function limitView(
  name: LimitView['name'],
  lastDay: string,
  { timeZone, now }: Place,
): LimitView {
  const left = daysBetween(dayIn(timeZone, now), lastDay);
  const state = left < 0 ? 'breached' : left <= NEAR ? 'near' : 'running';
  return { name, state, lastDay, days: Math.abs(left) };
}

/** T1: counted from the day after. */
function counted(from: string): { from: string; firstDay: string } {
  return { from, firstDay: Temporal.PlainDate.from(from).add({ days: 1 }).toString() };
}

export function lastDayOf(ends: Date, timeZone: string): string {
  return dayIn(timeZone, new Date(ends.getTime() - 1));
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}
