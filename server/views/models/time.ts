import type { Form } from './common.ts';

/** `diagnosis/_time`: the time on a ticket, its timers, and how more is written down (D1). */
export interface TimeSheet extends TimerPanel {
  entries: TimeEntryView[];
  hand: Form<TimeField>;
  /** The entry that is being corrected, by the form that stands in it. */
  correction: { entry: string; form: Form<TimeField> } | null;
}

export type TimeField = 'day' | 'start' | 'duration' | 'work';

/** `tickets/_diagnosis`: the timers of a ticket, and the time that it took so far. */
export interface TimerPanel {
  number: string;
  /** Times are told on the reader's own clock. */
  zone: string;
  /** D3: time on another kind of ticket is recorded and not billable. */
  billable: boolean;
  /** No timer is started where the work is over. */
  over: boolean;
  /** Milliseconds that no correction supersedes, with what timers had run then. */
  totalMs: number;
  asOf: Date;
  /** How many timers run here: the total grows by as many seconds a second. */
  running: number;
  /** The reader's own timer, wherever it runs. */
  mine: RunningTimer | null;
  /** Timers of colleagues on this ticket. */
  others: RunningTimer[];
  stop: Form<'work'>;
}

export interface RunningTimer {
  name: string;
  /** The ticket it runs on. */
  number: string;
  /** Whether that is the ticket shown. */
  here: boolean;
  startedAt: Date;
  /** Milliseconds that it had run then; the browser counts on from here. */
  ms: number;
  asOf: Date;
  /** From how many seconds on it has run for long. */
  warnAfter: number;
  long: boolean;
}

/** `layouts/_timer`: the reader's timer on every page of the desk. */
export interface TimerChip {
  timer: RunningTimer | null;
  /** The stream that tells when it is started or stopped elsewhere. */
  stream: string;
}

/** A stretch of time as it stands, above those that it corrects, the latest first. */
export interface TimeEntryView extends WrittenTime {
  id: string;
  name: string;
  /** Taken back: a correction to nothing. */
  nothing: boolean;
  mayCorrect: boolean;
  before: (WrittenTime & { correctedAt: Date; correctedBy: string })[];
}

export interface WrittenTime {
  origin: 'timer' | 'manual';
  startedAt: Date;
  endedAt: Date;
  /** It ends on the day it began, on the reader's clock. */
  sameDay: boolean;
  seconds: number;
  /** Empty where it is still to be said what was done. */
  work: string;
  /** Who wrote it down, where it was not whose time it is. */
  recordedBy: string | null;
}
