import type { Form, TicketKind } from './common.ts';

/** A diagnosis at work on a ticket: its time, and what the other parts of the page show. */
export interface DiagnosisPage {
  ticket: { number: string; subject: string; kind: TicketKind; customer: string };
  time: TimeSheet;
}

export interface TimeSheet {
  number: string;
  /** D3: time on another kind of ticket is recorded and not billable. */
  billable: boolean;
  /** Seconds of the entries that no correction supersedes. */
  recorded: number;
  /** The reader's own timer, wherever it runs. */
  mine: RunningTimer | null;
  /** Timers of colleagues on this ticket. */
  others: RunningTimer[];
  /** Why no timer can be started here: its work is over. */
  over: boolean;
  entries: TimeEntryView[];
  /** Times are told in the reader's own zone, which is named where it is not the provider's. */
  zone: string;
  hand: Form<HandField>;
  correction: { entry: string; form: Form<HandField> } | null;
}

export type HandField = 'day' | 'start' | 'duration' | 'work';

export interface RunningTimer {
  name: string;
  /** The ticket it runs on. */
  number: string;
  here: boolean;
  startedAt: Date;
  /** As of the rendering; the browser counts on from here. */
  seconds: number;
  /** From how many seconds on it has run for long. */
  warnAfter: number;
}

export interface TimeEntryView {
  id: string;
  name: string;
  origin: 'timer' | 'manual';
  startedAt: Date;
  endedAt: Date;
  seconds: number;
  work: string;
  recordedAt: Date;
  /** Who wrote it down, where it was not whose time it is. */
  recordedBy: string | null;
  /** The entry that this one corrects, and the one that corrects this: by their place in the list. */
  corrects: number | null;
  supersededBy: number | null;
  place: number;
  /** Taken back: a correction to nothing. */
  nothing: boolean;
  mayCorrect: boolean;
}
