import type { Impact, Priority, Urgency } from '../../domain/plan/priority.ts';
import type { ClockState } from '../../domain/sla/clock.ts';
import type { PauseCause } from '../../domain/sla/pause.ts';
import type { TargetName } from '../../domain/sla/target.ts';
import type { Choice, ClockView, Form, TicketKind } from './common.ts';

/** A name with the version of it that a ticket is judged by. */
export interface VersionView {
  name: string;
  version: number;
}

/** What can be explained: a target, or the reminder that stands where none is promised (H5). */
export type ClockName = TargetName | 'update_reminder';

export interface CommitmentView extends ClockView {
  /** Where it is paused: what for. */
  pausedFor: PauseCause[];
}

/** A time that is measured and promised to nobody (H3). */
export interface MeasuredView {
  name: TargetName;
  minutes: number;
  done: boolean;
}

/** `tickets/_clocks`: what is owed on a ticket, and by when. */
export interface ClocksPanel {
  number: string;
  plan: VersionView & { base: boolean };
  commitments: CommitmentView[];
  measured: MeasuredView[];
  /** H5: when the customer should hear of its incident, without being a commitment. */
  reminder: { dueAt: Date | null; due: boolean } | null;
  /** While the customer's answer is awaited: when it is reminded, and when the ticket closes. */
  waiting: { remindAt: Date; closeAt: Date } | null;
}

/** `tickets/_judging`: what the clocks of a ticket go by, and the forms that change it. */
export interface JudgingPanel {
  number: string;
  impact: Impact;
  urgency: Urgency;
  priority: Priority;
  /** How many are touched by how soon it hurts, with the priority that they make. */
  matrix: { impact: Impact; cells: { urgency: Urgency; priority: Priority; chosen: boolean }[] }[];
  urgencies: Urgency[];
  priorityForm: Form<'standing' | 'reason'>;
  /** The customer's services; empty where it has none. */
  services: Choice[];
  service: string;
  mayReassess: boolean;
  reassessmentForm: Form<'reason'>;
}

/** A piece of a clock's explanation. */
export interface SegmentView {
  kind: 'counted' | 'closed' | 'paused';
  from: Date;
  to: Date;
  minutes: number;
  /** Ahead of now: it may still change. */
  expected: boolean;
  /** The French names of the public holidays that closed it. */
  holidays: string[];
  /** Labels of the calendar's own closures. */
  closures: string[];
  pauses: { cause: PauseCause; by: string | null; title: string | null }[];
}

/** One day of the picture, or several that are alike; places are percents of its width. */
export interface DayView {
  from: Date;
  /** The last day of several that are alike, else null. */
  last: Date | null;
  holidays: string[];
  pieces: { kind: SegmentView['kind']; expected: boolean; x: number; width: number }[];
  marks: { kind: 'start' | 'now' | 'due' | 'met'; x: number; at: Date }[];
}

/** What a clock had counted as the kind its ticket was before (H2). */
export interface SupersededView {
  at: Date;
  kind: TicketKind;
  calendar: VersionView;
  targetMinutes: number | null;
  minutes: number;
  dueAt: Date | null;
  state: ClockState;
}

/** "Pourquoi ?": a clock with all that made its due time. */
export interface ClockExplanation {
  number: string;
  subject: string;
  kind: TicketKind;
  priority: Priority;
  name: ClockName;
  /** Null without a commitment: then it is measured and never late (H3). */
  clock: CommitmentView | null;
  targetMinutes: number | null;
  startedAt: Date;
  dueAt: Date | null;
  metAt: Date | null;
  countedMinutes: number;
  pausedMinutes: number;
  now: Date;
  /** The zone that the days of the picture are of. */
  zone: string;
  days: DayView[];
  segments: SegmentView[];
  calendar: VersionView;
  plan: VersionView & { base: boolean };
  /** Whether the target comes from the service's particular conditions (4.3). */
  ownConditions: boolean;
  superseded: SupersededView[];
  earlierBreaches: Date[];
}

/** `portal/_clocks`: what a customer is owed, and by when, in plain words. */
export interface PortalClocks {
  number: string;
  kind: TicketKind;
  /** Empty where nothing is promised (H3). */
  owed: (Pick<CommitmentView, 'name' | 'state' | 'dueAt' | 'pausedFor'> & { metAt: Date | null })[];
  /** While the customer's answer is awaited: when the ticket closes without it. */
  closesAt: Date | null;
  customerZone: string | null;
}

/** The portal's "Pourquoi ?": nobody of the staff is named. */
export type PortalClockPage = ClockExplanation & { customerZone: string | null };
