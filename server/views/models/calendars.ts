import type { Form, Phrase } from './common.ts';

export interface HoursGroup {
  from: string;
  to: string;
  /** `09:00–12:30`, `14:00–18:00` */
  intervals: string[];
}

export interface CalendarRow {
  id: string;
  name: string;
  zone: string;
  /** Day and night, all year: no groups then. */
  always: boolean;
  groups: HoursGroup[];
  holidayZone: string | null;
  version: number;
  changedAt: Date;
}

export interface CalendarsPage {
  rows: CalendarRow[];
}

/** A bar of the picture: minutes of the day. */
export interface Bar {
  x: number;
  width: number;
}

export interface MonthDay {
  date: string;
  weekend: boolean;
  today: boolean;
  open: Bar[];
  /** Usually open, and closed that day. */
  lost: Bar[];
  /** `09:00–12:30`, `14:00–18:00`; none when closed all day. */
  intervals: string[];
  holidays: string[];
  exceptions: { kind: 'closed' | 'open'; label: string }[];
  clockChange: boolean;
}

export interface MonthView {
  month: string;
  previous: string;
  next: string;
  days: MonthDay[];
  /** Drawn from what is being typed: its neighbours are asked for with the form. */
  typed: boolean;
  /** Where the saved calendar's months are, ready for a parameter more. */
  path: string;
  /** The version drawn, null for what is typed. */
  version: number | null;
}

export interface HolidayDay {
  key: string;
  /** Its date in the year that is drawn. */
  date: string;
  closed: boolean;
}

export interface ExceptionRow {
  /** Where its fields' names begin: `exception_0_`. */
  prefix: string;
  index: number;
  form: Form<string>;
  error: Phrase | null;
}

export interface CalendarPage {
  /** Null while it is new. */
  calendar: { id: string; name: string; version: number } | null;
  action: string;
  form: Form<string>;
  zones: string[];
  weekdays: readonly string[];
  holidayZones: readonly string[];
  /** The zone whose days are shown; empty for none. */
  daysZone: string;
  officialDays: HolidayDay[];
  localDays: HolidayDay[];
  exceptions: ExceptionRow[];
  /** Null where what is typed cannot be drawn. */
  month: MonthView | null;
  /** The month in view, kept from one answer to the next. */
  monthShown: string;
  versions: { version: number; at: Date; current: boolean; url: string }[];
}
