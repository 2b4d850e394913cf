import { MINUTE } from '../domain/calendar/local-time.ts';
import type { PlanDefinition } from '../domain/plan/plan.ts';
import { type Clock, type ClockReading, coursesAt, readClock } from '../domain/sla/clock.ts';
import { type OwedFacts, owedOn } from '../domain/sla/owed.ts';
import type { PauseCause } from '../domain/sla/pause.ts';
import { explainClock, type Segment } from '../domain/sla/segments.ts';
import { TARGET_NAMES, type TargetName } from '../domain/sla/target.ts';
import { type Regime, regimeOf, type Ticket } from '../domain/ticket/ticket.ts';
import type { Judgement } from '../store/judgement.ts';
import type { ClocksPanel, CommitmentView, MeasuredView } from '../views/models/clocks.ts';
import type { ClockView, ClockViewState } from '../views/models/common.ts';

/** What a ticket's clocks are read with. */
export type TicketClocks = { readonly judgement: Judgement; readonly facts: OwedFacts };

/** From this part of the target on, it is told as near. */
const NEAR = 0.75;
/** Measured where nothing is promised: who waits wants to know at least these. */
const MEASURED: Record<Regime, readonly TargetName[]> = {
  incident: ['first_response', 'restoration'],
  information_request: ['first_response'],
};

/** A ticket's clock of that name; without a commitment it measures only. */
export function clockOf({ facts }: TicketClocks, name: TargetName): Clock {
  const { targets, calendar, timeline, suspensions } = facts;
  return { target: { name, minutes: targets[name] }, calendar, timeline, suspensions };
}

/** What is owed on a ticket at an instant, for its panel. */
export function clocksPanel(
  ticket: Pick<Ticket, 'number' | 'kind'>,
  clocks: TicketClocks,
  now: Date,
): ClocksPanel {
  const { facts, judgement } = clocks;
  const { name, version, base } = judgement.plan;
  const promised = TARGET_NAMES.filter((target) => facts.targets[target] !== null);
  const others = MEASURED[regimeOf(ticket.kind)].filter((target) => !promised.includes(target));
  return {
    number: ticket.number,
    plan: { name, version, base },
    commitments: promised.map((target) => commitmentView(clockOf(clocks, target), now)),
    measured: others.map((target) => measuredView(clockOf(clocks, target), now)),
    ...reminders(facts, now),
  };
}

/** A clock with a target as it is read now. */
export function commitmentView(clock: Clock, now: Date): CommitmentView {
  const { segments, ...reading } = explainClock(clock, now);
  const ahead = segments.filter(({ kind, expected }) => kind === 'counted' && expected);
  return { ...clockView(clock, reading, ahead, now), pausedFor: pausedFor(clock, now) };
}

function clockView(
  { target }: Clock,
  reading: ClockReading,
  ahead: readonly Segment[],
  now: Date,
): ClockView {
  const total = target.minutes as number;
  const used = reading.elapsed / (total * MINUTE);
  const state = viewState(reading.state, used);
  return {
    name: target.name,
    state,
    dueAt: reading.dueAt,
    minutes: minutesOf(state, { total, ...reading }, now),
    used: Math.min(1, used),
    total,
    ahead: state === 'running' || state === 'near' ? ahead.map(stretchOf) : [],
  };
}

/** How a state is told: running becomes near once most of the time is used. */
export function viewState(state: ClockReading['state'], used: number): ClockViewState {
  return state === 'running' && used >= NEAR ? 'near' : state;
}

/** Left, past or taken, in whole minutes. What is past is told in plain time: nothing stops it. */
export function minutesOf(
  state: ClockViewState,
  {
    total,
    elapsed,
    dueAt,
    metAt,
  }: Pick<ClockReading, 'elapsed' | 'dueAt' | 'metAt'> & { total: number },
  now: Date,
): number {
  if (state === 'met') return Math.floor(elapsed / MINUTE);
  if (state === 'breached' && dueAt) {
    return Math.floor(((metAt ?? now).getTime() - dueAt.getTime()) / MINUTE);
  }
  return Math.floor(Math.max(0, total * MINUTE - elapsed) / MINUTE);
}

function pausedFor(clock: Clock, now: Date): PauseCause[] {
  const course = coursesAt(clock, now).at(-1);
  if (!course || course.end !== null) return [];
  const current = course.pauses.filter(
    ({ from, to }) => from <= now.getTime() && now.getTime() < to,
  );
  return [...new Set(current.map(({ cause }) => cause))];
}

function measuredView(clock: Clock, now: Date): MeasuredView {
  const { elapsed, metAt } = readClock(clock, now);
  return { name: clock.target.name, minutes: Math.floor(elapsed / MINUTE), done: metAt !== null };
}

function reminders(facts: OwedFacts, now: Date): Pick<ClocksPanel, 'reminder' | 'waiting'> {
  const owed = new Map(owedOn(facts, [], now).map((each) => [each.name, each]));
  const news = owed.get('update_reminder');
  const remindAt = owed.get('waiting_reminder')?.dueAt;
  const closeAt = owed.get('waiting_close')?.dueAt;
  return {
    reminder:
      news && news.metAt === null && news.state !== 'paused'
        ? { dueAt: news.dueAt, due: news.dueAt !== null && news.dueAt <= now }
        : null,
    waiting: remindAt && closeAt ? { remindAt, closeAt } : null,
  };
}

function stretchOf({ from, to }: Segment): [number, number] {
  return [from.getTime(), to.getTime()];
}

/** Whether a target comes from the service's particular conditions rather than from the plan (4.3). */
export function isOwnCondition(
  { judgement, facts }: TicketClocks,
  { kind, priority }: Pick<Ticket, 'kind' | 'priority'>,
  name: TargetName,
): boolean {
  const regime = regimeOf(kind);
  const planned: PlanDefinition['targets'] = judgement.definition.targets;
  const own = judgement.conditions?.[regime][priority][name] ?? null;
  return own !== null && own === facts.targets[name] && own !== planned[regime][priority][name];
}
