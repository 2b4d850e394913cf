import type { CompiledCalendar } from '../calendar/compile.ts';
import {
  ESCALATION_AUDIENCES,
  type EscalationAudience,
  type EscalationStep,
} from '../plan/plan.ts';
import type { Owed } from './owed.ts';

const MINUTE = 60_000;

/** Somebody of the staff, and when they work. */
export type Colleague = { readonly id: number; readonly works: CompiledCalendar };
export type Audiences = Readonly<Record<EscalationAudience, readonly Colleague[]>>;

/** H5: whose ticket it is, and nobody else: an unassigned one is only shown live. */
const REMINDER: EscalationStep = { share: 100, to: ['assignee'] };

/**
 * The escalation steps whose share of the time is used up and was not said. A clock that was met
 * has nothing left to be told.
 */
export function stepsReached(
  owed: Owed,
  escalation: readonly EscalationStep[],
  now: Date,
): EscalationStep[] {
  if (owed.metAt !== null) return [];
  if (owed.name === 'update_reminder') return owed.nextAt && owed.nextAt <= now ? [REMINDER] : [];
  if (owed.targetMinutes === null) return [];
  const whole = owed.targetMinutes * MINUTE;
  return escalation.filter(
    ({ share }) =>
      !owed.announced.includes(share) && owed.elapsedMs >= Math.round(whole * (share / 100)),
  );
}

export type Announcing =
  /** `to` is empty where there is nobody to tell: it is then only shown live. */
  | { readonly kind: 'tell'; readonly to: readonly number[] }
  /** Everybody concerned is off work. */
  | { readonly kind: 'wait'; readonly until: Date };

/**
 * Whom to tell now (H6): those of the audiences who are at work, each once. Where all are off, it
 * waits for the first of them to begin. Day and night, everybody is told at any hour.
 */
export function whomToTell(
  steps: readonly Pick<EscalationStep, 'to'>[],
  audiences: Audiences,
  { dayAndNight, now }: { dayAndNight: boolean; now: Date },
): Announcing {
  const concerned = new Map(
    steps
      .flatMap(({ to }) => to)
      .flatMap((audience) => audienceOrNext(audience, audiences))
      .map((colleague) => [colleague.id, colleague]),
  );
  const people = [...concerned.values()];
  const at = now.getTime();
  const there = dayAndNight ? people : people.filter(({ works }) => works.table.isOpen(at));
  const openings = people.flatMap(({ works }) => works.table.nextOpening(at) ?? []);
  if (there.length === 0 && openings.length > 0) {
    return { kind: 'wait', until: new Date(Math.min(...openings)) };
  }
  return { kind: 'tell', to: there.map(({ id }) => id) };
}

/** Where nobody is of an audience (no assignee, no team lead), the next one is told instead. */
function audienceOrNext(audience: EscalationAudience, audiences: Audiences): readonly Colleague[] {
  const from = ESCALATION_AUDIENCES.indexOf(audience);
  const found = ESCALATION_AUDIENCES.slice(from).find((next) => audiences[next].length > 0);
  return found ? audiences[found] : [];
}

/** Whether a calendar never closes: what runs on it is nobody's to sleep on (H1). */
export function neverCloses({ version }: CompiledCalendar): boolean {
  const { weeklyHours, holidays, exceptions } = version;
  const always = Object.values(weeklyHours).every(
    (day) => day.length === 1 && day[0]?.[0] === '00:00' && day[0][1] === '24:00',
  );
  return always && holidays === null && exceptions.every(({ kind }) => kind === 'open');
}
