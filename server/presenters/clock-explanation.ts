import { MINUTE } from '../domain/calendar/local-time.ts';
import { targetsFor } from '../domain/plan/plan.ts';
import type { Clock } from '../domain/sla/clock.ts';
import type { Pause } from '../domain/sla/pause.ts';
import { supersededReadings } from '../domain/sla/requalification.ts';
import { explainClock, type Segment } from '../domain/sla/segments.ts';
import type { EventActor } from '../domain/ticket/event.ts';
import { regimeOf, type Ticket, type TicketKind } from '../domain/ticket/ticket.ts';
import type { Calendar } from '../store/calendars.ts';
import type {
  ClockExplanation,
  ClockName,
  SegmentView,
  SupersededView,
  VersionView,
} from '../views/models/clocks.ts';
import { daysOf } from './clock-days.ts';
import { clockOf, commitmentView, isOwnCondition, type TicketClocks } from './clock-views.ts';

/** What turns the ids of an explanation into words. */
export type ExplanationNames = {
  readonly people: ReadonlyMap<number, string>;
  /** By the reference of a suspension. */
  readonly suspensions: ReadonlyMap<string, string>;
};

type Explained = Pick<Ticket, 'number' | 'subject' | 'kind' | 'priority'>;

/** The clock that a name asks for; the reminder is the update clock with the plan's own interval. */
export function namedClock(clocks: TicketClocks, name: ClockName): Clock {
  if (name !== 'update_reminder') return clockOf(clocks, name);
  const minutes = clocks.facts.updateReminderMinutes;
  return { ...clockOf(clocks, 'next_update'), target: { name: 'next_update', minutes } };
}

/** A clock with all that made its due time, as it is read now. */
export function clockExplanation(
  ticket: Explained,
  clocks: TicketClocks,
  name: ClockName,
  names: ExplanationNames,
  now: Date,
): ClockExplanation {
  const clock = namedClock(clocks, name);
  const { segments, ...reading } = explainClock(clock, now);
  const shown = segments.map((segment) => segmentView(segment, names));
  const calendar = clocks.judgement.calendars[regimeOf(ticket.kind)];
  const { plan } = clocks.judgement;
  const promised = name !== 'update_reminder' && clock.target.minutes !== null;
  const zone = calendar.definition.timeZone;
  return {
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    priority: ticket.priority,
    name,
    clock: promised ? commitmentView(clock, now) : null,
    targetMinutes: clock.target.minutes,
    startedAt: reading.start,
    dueAt: reading.dueAt,
    metAt: reading.metAt,
    countedMinutes: Math.floor(reading.elapsed / MINUTE),
    pausedMinutes: pausedMinutes(segments),
    now,
    zone,
    days: daysOf(shown, marksOf(reading, now), zone),
    segments: shown,
    calendar: versionView(calendar),
    plan: { name: plan.name, version: plan.version, base: plan.base },
    ownConditions: promised && isOwnCondition(clocks, ticket, clock.target.name),
    superseded: name === 'update_reminder' ? [] : supersededViews(ticket, clocks, clock),
    earlierBreaches: promised ? [...reading.earlierBreaches] : [],
  };
}

/** The ids that an explanation needs names for. */
export function idsExplained(clock: Clock, now: Date): { people: number[]; suspensions: string[] } {
  const pauses = explainClock(clock, now).segments.flatMap((segment) =>
    segment.kind === 'paused' ? segment.pauses : [],
  );
  return {
    people: [...new Set(pauses.flatMap(({ by }) => ('user' in by ? [by.user] : [])))],
    suspensions: [...new Set(pauses.flatMap(({ reference }) => reference ?? []))],
  };
}

function marksOf(
  { start, dueAt, metAt }: { start: Date; dueAt: Date | null; metAt: Date | null },
  now: Date,
) {
  return [
    { kind: 'start' as const, at: start },
    ...(metAt ? [{ kind: 'met' as const, at: metAt }] : [{ kind: 'now' as const, at: now }]),
    ...(dueAt ? [{ kind: 'due' as const, at: dueAt }] : []),
  ];
}

function segmentView(segment: Segment, names: ExplanationNames): SegmentView {
  const { kind, from, to, expected } = segment;
  return {
    kind,
    from,
    to,
    expected,
    minutes: Math.round((to.getTime() - from.getTime()) / MINUTE),
    holidays: segment.kind === 'closed' ? segment.holidays.map((holiday) => holiday.name) : [],
    closures: segment.kind === 'closed' ? segment.closures.filter((label) => label !== '') : [],
    pauses: segment.kind === 'paused' ? segment.pauses.map((pause) => pauseView(pause, names)) : [],
  };
}

function pauseView({ cause, by, reference }: Pause, names: ExplanationNames) {
  return {
    cause,
    by: nameOf(by, names),
    title: reference === null ? null : (names.suspensions.get(reference) ?? null),
  };
}

function nameOf(actor: EventActor, { people }: ExplanationNames): string | null {
  return 'user' in actor ? (people.get(actor.user) ?? null) : null;
}

/** What did stop the clock: pauses still to come may yet change. */
function pausedMinutes(segments: readonly Segment[]): number {
  const stopped = segments.filter(({ kind, expected }) => kind === 'paused' && !expected);
  const ms = stopped.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);
  return Math.floor(ms / MINUTE);
}

function supersededViews(
  { priority }: Explained,
  { judgement, facts }: TicketClocks,
  { target: { name } }: Clock,
): SupersededView[] {
  const { timeline, suspensions } = facts;
  const minutesFor = (kind: TicketKind) =>
    targetsFor(judgement.definition, judgement.conditions, { kind, priority })[name];
  const readings = supersededReadings(timeline, (kind) => ({
    target: { name, minutes: minutesFor(kind) },
    calendar: judgement.compiled[regimeOf(kind)],
    timeline,
    suspensions,
  }));
  return readings.map(({ requalification: { at, from }, reading }) => ({
    at,
    kind: from,
    calendar: versionView(judgement.calendars[regimeOf(from)]),
    targetMinutes: minutesFor(from),
    minutes: Math.floor(reading.elapsed / MINUTE),
    dueAt: reading.dueAt,
    state: reading.state,
  }));
}

function versionView({ name, version }: Calendar): VersionView {
  return { name, version };
}
