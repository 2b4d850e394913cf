import type { Request } from 'express';
import {
  alwaysOpen,
  type CalendarException,
  type CalendarVersion,
} from '../../domain/calendar/calendar.ts';
import { calendarFaults } from '../../domain/calendar/faults.ts';
import {
  HOLIDAY_ZONES,
  type HolidayChoice,
  holidayKeysOf,
  localDaysOf,
  officialHolidays,
} from '../../domain/calendar/holidays.ts';
import { exceptionStretch } from '../../domain/calendar/local-time.ts';
import { type OpeningInterval, WEEKDAYS, type Weekday } from '../../domain/provider/provider.ts';
import type { Phrase } from '../../views/models/common.ts';
import { typed } from '../forms.ts';

export const EXCEPTION_FIELDS = [
  'kind',
  'from_date',
  'from_time',
  'to_date',
  'to_time',
  'label',
] as const;
export type TypedException = Record<(typeof EXCEPTION_FIELDS)[number], string>;
export const NO_EXCEPTION: TypedException = {
  kind: 'closed',
  from_date: '',
  from_time: '',
  to_date: '',
  to_time: '',
  label: '',
};
const MOST_EXCEPTIONS = 200;

/** A calendar as it stands in the form, whatever was typed there. */
export type TypedCalendar = {
  /** name, time_zone, always, holiday_zone, hours_mon … hours_sun */
  values: Record<string, string>;
  /** The days ticked, and the zone that they were shown for. */
  closedDays: readonly string[];
  daysZone: string;
  exceptions: readonly TypedException[];
};

const FIELDS = [
  'name',
  'time_zone',
  'always',
  'holiday_zone',
  ...WEEKDAYS.map((day) => `hours_${day}`),
];

/** The form as it was sent. */
export function typedCalendar(request: Request): TypedCalendar {
  const body: Record<string, unknown> = request.body ?? {};
  const exceptions: TypedException[] = [];
  for (let index = 0; index < MOST_EXCEPTIONS; index += 1) {
    if (typeof body[`exception_${index}_from_date`] !== 'string') break;
    const names = EXCEPTION_FIELDS.map((field) => `exception_${index}_${field}`);
    const row = typed(request, names);
    exceptions.push(
      Object.fromEntries(
        EXCEPTION_FIELDS.map((field) => [field, row[`exception_${index}_${field}`] ?? '']),
      ) as TypedException,
    );
  }
  return {
    values: typed(request, FIELDS),
    closedDays: [body.closed_days]
      .flat()
      .filter((key): key is string => typeof key === 'string')
      .slice(0, 100),
    daysZone: typed(request, ['days_zone']).days_zone,
    exceptions,
  };
}

/** A saved calendar as the form shows it. */
export function calendarAsTyped(name: string, calendar: CalendarVersion): TypedCalendar {
  const { timeZone, weeklyHours, holidays, exceptions } = calendar;
  const always = isAlways(calendar);
  const hours = WEEKDAYS.map((day) => [
    `hours_${day}`,
    always ? '' : weeklyHours[day].map((interval) => interval.join('-')).join(', '),
  ]);
  return {
    values: {
      name,
      time_zone: timeZone,
      always: always ? 'yes' : '',
      holiday_zone: holidays?.zone ?? '',
      ...Object.fromEntries(hours),
    },
    ...shownDays(holidays),
    exceptions: [...exceptions.map(exceptionAsTyped), NO_EXCEPTION],
  };
}

/** What was typed, read. What does not read stays in it as it is, for `calendarFaults` to name. */
export function calendarOf({ values, ...form }: TypedCalendar): CalendarVersion {
  const timeZone = (values.time_zone ?? '').trim();
  const weeklyHours =
    values.always === 'yes'
      ? alwaysOpen(timeZone).weeklyHours
      : (Object.fromEntries(
          WEEKDAYS.map((day) => [day, intervalsIn(values[`hours_${day}`] ?? '')]),
        ) as Record<Weekday, OpeningInterval[]>);
  return {
    timeZone,
    weeklyHours,
    holidays: choiceIn(values.holiday_zone ?? '', form),
    exceptions: form.exceptions.filter(isTyped).map(exceptionOf),
  };
}

/** Everything wrong with what was typed, in words, each beside its own field. */
export function calendarErrors(form: TypedCalendar): Record<string, Phrase> {
  const errors: Record<string, Phrase> = {};
  for (const { reason, field, what } of calendarFaults(calendarOf(form))) {
    if (field === 'exceptions') continue;
    const [, day, rest] = /^(mon|tue|wed|thu|fri|sat|sun) (.*)$/s.exec(what) ?? [];
    const at = { timeZone: 'time_zone', holidays: 'holiday_zone', weeklyHours: 'hours_mon' }[field];
    // an interval without an end was written without its dash
    const shown = (rest ?? what).replace(/-$/, '');
    errors[day ? `hours_${day}` : at] ??= { key: `refusals.${reason}`, params: { what: shown } };
  }
  form.exceptions.forEach((row, index) => {
    if (!isTyped(row) || exceptionStretch(exceptionOf(row))) return;
    const told = [row.from_date, row.from_time, '-', row.to_date, row.to_time];
    errors[`exception_${index}_from_date`] = {
      key: 'refusals.malformed_exception',
      params: { what: told.filter(Boolean).join(' ') },
    };
  });
  return errors;
}

export function isAlways({ weeklyHours }: Pick<CalendarVersion, 'weeklyHours'>): boolean {
  return WEEKDAYS.every((day: Weekday) => {
    const [only, ...more] = weeklyHours[day];
    return more.length === 0 && only?.[0] === '00:00' && only[1] === '24:00';
  });
}

/** What a new calendar begins with: nothing but a zone. */
export function newCalendar(timeZone: string): TypedCalendar {
  const hours = WEEKDAYS.map((day) => [`hours_${day}`, '']);
  const values = { name: '', time_zone: timeZone, always: '', holiday_zone: '' };
  return {
    values: { ...values, ...Object.fromEntries(hours) },
    ...shownDays(null),
    exceptions: [NO_EXCEPTION],
  };
}

/** The days of a choice, as the form ticks them. */
export function shownDays(
  choice: HolidayChoice | null,
): Pick<TypedCalendar, 'closedDays' | 'daysZone'> {
  return { closedDays: choice ? closedIn(choice) : [], daysZone: choice?.zone ?? '' };
}

/** The days that a zone's choice closes. */
function closedIn({ zone, alsoClosed, open }: HolidayChoice): string[] {
  const local = localDaysOf(zone).map(({ key }) => key);
  return holidayKeysOf(zone).filter((key) =>
    local.includes(key) ? alsoClosed.includes(key) : !open.includes(key),
  );
}

/** Another zone than the one whose days were shown begins with its official list. */
function choiceIn(
  wanted: string,
  { closedDays, daysZone }: Pick<TypedCalendar, 'closedDays' | 'daysZone'>,
): HolidayChoice | null {
  if (wanted === '') return null;
  const zone = HOLIDAY_ZONES.find((known) => known === wanted);
  if (!zone) return { zone: wanted as never, alsoClosed: [], open: [] };
  if (zone !== daysZone) return officialHolidays(zone);
  const local = localDaysOf(zone).map(({ key }) => key);
  return {
    zone,
    alsoClosed: local.filter((key) => closedDays.includes(key)),
    open: holidayKeysOf(zone).filter((key) => !local.includes(key) && !closedDays.includes(key)),
  };
}

/** `9h-12h30; 14:00 – 18:00` as people write it. */
function intervalsIn(text: string): OpeningInterval[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): OpeningInterval => {
      const [from = '', to = '', ...more] = part.split(/\s*[-–—]\s*/);
      return more.length > 0 ? [part, ''] : [timeIn(from), timeIn(to)];
    });
}

/** `9h`, `9:30`, `09h30` as `HH:MM`; anything else as it is. */
function timeIn(text: string): string {
  const [, hours, minutes = '00'] = /^(\d{1,2})\s*(?:[h:]\s*(\d\d)?)?$/i.exec(text.trim()) ?? [];
  return hours === undefined ? text.trim() : `${hours.padStart(2, '0')}:${minutes}`;
}

function isTyped({ kind: _kind, ...row }: TypedException): boolean {
  return Object.values(row).some((text) => text.trim() !== '');
}

/** A last day that is left out is the first. */
function exceptionOf(row: TypedException): CalendarException {
  const at = (date: string, time: string) =>
    time.trim() === '' ? date.trim() : `${date.trim()}T${timeIn(time)}`;
  return {
    kind: row.kind === 'open' ? 'open' : 'closed',
    from: at(row.from_date, row.from_time),
    to: at(row.to_date || row.from_date, row.to_time),
    label: row.label.replace(/\s+/g, ' ').trim().slice(0, 100),
  };
}

function exceptionAsTyped({ kind, from, to, label }: CalendarException): TypedException {
  const [from_date = '', from_time = ''] = from.split('T');
  const [to_date = '', to_time = ''] = to.split('T');
  return { kind, from_date, from_time, to_date, to_time, label };
}
