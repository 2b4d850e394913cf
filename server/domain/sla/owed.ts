import type { CompiledCalendar } from '../calendar/compile.ts';
import type { CreditTable, EscalationStep } from '../plan/plan.ts';
import { type Breach, breachesOf, isAmong } from './breach.ts';
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
  /** Null where a missed commitment yields no credit: no table, or no price to take a share of. */
  readonly credit: CreditRule | null;
};

export type CreditRule = { readonly table: CreditTable; readonly monthlyPriceCents: number };

/** By deadline: until when nobody may be told, everybody concerned being off work. */
export type QuietUntil = ReadonlyMap<DeadlineName, Date>;

const DAY = 86_400_000;
/** A ticket is never closed sooner than this after its customer was told so. */
export const TOLD_BEFOREHAND = DAY;

/**
 * Everything owed on a ticket (H3–H6): its commitments, the agent's reminder where there is none,
 * and what becomes of it while it waits for the customer. Pure: derived anew from the history, so
 * that nothing has to be kept in step as it goes.
 *
 * @param before what was owed until now, for what was said already
 */
export function owedOn(
  facts: OwedFacts,
  before: readonly Owed[],
  now: Date,
  quiet: QuietUntil = new Map(),
): Owed[] {
  const earlier = new Map(before.map((owed) => [owed.name, owed]));
  const owed = commitmentClocks(facts).map((clock) =>
    commitment(clock, facts, earlier.get(clock.target.name), quiet.get(clock.target.name), now),
  );
  if (facts.timeline.kind === 'incident' && facts.targets.next_update === null) {
    const until = quiet.get('update_reminder');
    owed.push(reminder(facts, earlier.get('update_reminder'), until, now));
  }
  return [...owed, ...waitingFor(facts, earlier, now)];
}

/** The clocks of the targets that are promised. */
export function commitmentClocks({
  targets,
  calendar,
  timeline,
  suspensions,
}: Pick<OwedFacts, 'targets' | 'calendar' | 'timeline' | 'suspensions'>): Clock[] {
  return TARGET_NAMES.flatMap((name) => {
    const minutes = targets[name];
    return minutes === null ? [] : [{ target: { name, minutes }, calendar, timeline, suspensions }];
  });
}

function commitment(
  clock: Clock,
  facts: OwedFacts,
  earlier: Owed | undefined,
  quietUntil: Date | undefined,
  now: Date,
): Owed {
  const shares = facts.escalation.map(({ share }) => share);
  const owed = told(clock.target.name, clock, shares, earlier, quietUntil, now);
  const toRecord = breachesOf(clock, now).flatMap((breach) => recordAt(breach, facts) ?? []);
  const ahead = owed.metAt === null && owed.dueAt && owed.dueAt > now ? [owed.dueAt] : [];
  return { ...owed, nextAt: soonest([owed.nextAt, ...toRecord, ...ahead]) };
}

/** When something of a missed deadline is to be written down: the breach itself, then a credit. */
function recordAt(breach: Breach, { timeline, credit }: OwedFacts): Date | null {
  if (!isAmong(breach, timeline.recorded.breaches)) return breach.dueAt;
  if (credit === null || isAmong(breach, timeline.recorded.credits)) return null;
  return breach.creditAt(credit.table);
}

function soonest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((at) => at?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** H5: no commitment, but the agent is told when an incident's customer hears nothing for long. */
function reminder(
  facts: OwedFacts,
  earlier: Owed | undefined,
  quietUntil: Date | undefined,
  now: Date,
): Owed {
  const { timeline, calendar, suspensions, updateReminderMinutes: minutes } = facts;
  const clock = {
    target: { name: 'next_update', minutes } as const,
    calendar,
    timeline,
    suspensions,
  };
  const owed = told('update_reminder', clock, [100], earlier, quietUntil, now);
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
  quietUntil: Date | undefined,
  now: Date,
): Owed {
  const reading = readClock(clock, now);
  const sameRun = earlier?.startedAt.getTime() === reading.start.getTime();
  const announced = sameRun ? earlier.announced : [];
  const left = reading.metAt ? [] : shares.filter((share) => !announced.includes(share));
  const first = soonest(left.map((share) => instantOfShare(clock, share / 100, now)));
  return {
    name,
    state: reading.state,
    targetMinutes: clock.target.minutes,
    startedAt: reading.start,
    dueAt: reading.dueAt,
    elapsedMs: reading.elapsed,
    metAt: reading.metAt,
    announced,
    nextAt: first && quietUntil && first < quietUntil ? quietUntil : first,
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
  const reminded = timeline.recorded.reminders.findLast((at) => at >= since);
  const closesNoSooner = reminded ? reminded.getTime() + TOLD_BEFOREHAND : 0;
  return (
    [
      ['waiting_reminder', waiting.remindAfterDays],
      ['waiting_close', waiting.closeAfterDays],
    ] as const
  ).map(([name, days]) => {
    const due = since.getTime() + days * DAY;
    const dueAt = new Date(name === 'waiting_close' ? Math.max(due, closesNoSooner) : due);
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
