import type { CompiledCalendar } from '../calendar/compile.ts';
import type { EscalationStep } from '../plan/plan.ts';
import { type Clock, type ClockState, instantOfShare, readClock } from './clock.ts';
import type { DeadlineName } from './deadline-name.ts';
import type { Suspension } from './pause.ts';
import { TARGET_NAMES, type TargetName } from './target.ts';
import type { Timeline } from './timeline.ts';

/** Something owed on a ticket, as it stands: what the table of deadlines holds. */
export type Owed = {
  readonly name: DeadlineName;
  readonly state: ClockState;
  readonly targetMinutes: number | null;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly elapsedMs: number;
  readonly metAt: Date | null;
  /** Shares, in percent, that were said already of this run. */
  readonly announced: readonly number[];
  /** The next instant at which something is to be said; null where nothing is. */
  readonly nextAt: Date | null;
};

/** How long the provider waits for an answer it asked for; counted in plain time. */
export type WaitingRule = { readonly remindAfterDays: number; readonly closeAfterDays: number };

export type OwedFacts = {
  readonly timeline: Timeline;
  readonly targets: Readonly<Record<TargetName, number | null>>;
  readonly calendar: CompiledCalendar;
  readonly suspensions: readonly Suspension[];
  readonly escalation: readonly EscalationStep[];
  readonly updateReminderMinutes: number;
  /** Null for a ticket that has only begun: nothing waits yet. */
  readonly waiting: WaitingRule | null;
};

const DAY = 86_400_000;

/**
 * Everything owed on a ticket (H3–H6): its commitments, the agent's reminder where there is none,
 * and what becomes of it while it waits for the customer. Pure: derived anew from the history, so
 * that nothing has to be kept in step as it goes.
 *
 * @param before what was owed until now, for what was said already
 */
export function owedOn(facts: OwedFacts, before: readonly Owed[], now: Date): Owed[] {
  const earlier = new Map(before.map((owed) => [owed.name, owed]));
  const committed = TARGET_NAMES.filter((name) => facts.targets[name] !== null);
  const owed = committed.map((name) =>
    commitment(name, facts.targets[name] as number, facts, earlier.get(name), now),
  );
  if (facts.timeline.kind === 'incident' && facts.targets.next_update === null) {
    owed.push(reminder(facts, earlier.get('update_reminder'), now));
  }
  return [...owed, ...waitingFor(facts, earlier, now)];
}

function commitment(
  name: TargetName,
  minutes: number,
  { timeline, calendar, suspensions, escalation }: OwedFacts,
  earlier: Owed | undefined,
  now: Date,
): Owed {
  const clock = { target: { name, minutes }, calendar, timeline, suspensions };
  const shares = escalation.map(({ share }) => share);
  return told(name, clock, shares, earlier, now);
}

/** H5: no commitment, but the agent is told when an incident's customer hears nothing for long. */
function reminder(facts: OwedFacts, earlier: Owed | undefined, now: Date): Owed {
  const { timeline, calendar, suspensions, updateReminderMinutes: minutes } = facts;
  const clock = {
    target: { name: 'next_update', minutes } as const,
    calendar,
    timeline,
    suspensions,
  };
  const owed = told('update_reminder', clock, [100], earlier, now);
  // a reminder is never late: it is due, and then it was said
  return {
    ...owed,
    targetMinutes: null,
    state: owed.state === 'breached' ? 'running' : owed.state,
  };
}

function told(
  name: DeadlineName,
  clock: Clock,
  shares: readonly number[],
  earlier: Owed | undefined,
  now: Date,
): Owed {
  const reading = readClock(clock, now);
  const sameRun = earlier?.startedAt.getTime() === reading.start.getTime();
  const announced = sameRun ? earlier.announced : [];
  const left = reading.metAt ? [] : shares.filter((share) => !announced.includes(share));
  const instants = left
    .map((share) => instantOfShare(clock, share / 100, now)?.getTime() ?? Infinity)
    .filter((at) => at < Infinity);
  return {
    name,
    state: reading.state,
    targetMinutes: clock.target.minutes,
    startedAt: reading.start,
    dueAt: reading.dueAt,
    elapsedMs: reading.elapsed,
    metAt: reading.metAt,
    announced,
    nextAt: instants.length === 0 ? null : new Date(Math.min(...instants)),
  };
}

function waitingFor(
  { timeline, waiting }: OwedFacts,
  earlier: ReadonlyMap<DeadlineName, Owed>,
  now: Date,
): Owed[] {
  const current = timeline.statuses.at(-1);
  if (waiting === null || current?.status !== 'waiting_customer') return [];
  const since = current.from;
  return (
    [
      ['waiting_reminder', waiting.remindAfterDays],
      ['waiting_close', waiting.closeAfterDays],
    ] as const
  ).map(([name, days]) => {
    const dueAt = new Date(since.getTime() + days * DAY);
    const before = earlier.get(name);
    const announced = before?.startedAt.getTime() === since.getTime() ? before.announced : [];
    return {
      name,
      state: 'running',
      targetMinutes: null,
      startedAt: since,
      dueAt,
      elapsedMs: Math.max(0, now.getTime() - since.getTime()),
      metAt: null,
      announced,
      nextAt: announced.includes(100) ? null : dueAt,
    };
  });
}
