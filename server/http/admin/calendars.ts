import { type Request, type Response, Router } from 'express';
import { saveCalendar } from '../../commands/save-calendar.ts';
import { chosenHolidays, HOLIDAY_ZONES, localDaysOf } from '../../domain/calendar/holidays.ts';
import { groupedHours, WEEKDAYS } from '../../domain/provider/provider.ts';
import { OFFERED_TIME_ZONES } from '../../domain/user/time-zone.ts';
import { monthView } from '../../presenters/month-view.ts';
import {
  type Calendar,
  findCalendar,
  listCalendars,
  listCalendarVersions,
} from '../../store/calendars.ts';
import { loadProvider } from '../../store/settings.ts';
import type { CalendarPage } from '../../views/models/calendars.ts';
import type { Form, Phrase } from '../../views/models/common.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, statusOf, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import {
  calendarAsTyped,
  calendarErrors,
  calendarOf,
  isAlways,
  NO_EXCEPTION,
  newCalendar,
  shownDays,
  type TypedCalendar,
  typedCalendar,
} from './calendar-form.ts';

const LIST = '/admin/calendars';
const SECTION = { section: 'calendars' } as const;
const ZONES = [...new Set([...OFFERED_TIME_ZONES, ...Intl.supportedValuesOf('timeZone')])];

/** Calendars: weekly hours, public holidays and exceptions, drawn as they will be (H1). */
export function calendarRoutes(deps: HttpDeps): Router {
  const router = Router();
  const editors = allowed('edit_calendars');
  router.get(LIST, editors, (request, response) => showCalendars(deps, request, response));

  router.get(`${LIST}/new`, editors, async (request, response) => {
    const { timeZone } = await loadProvider(deps.database);
    const month = monthIn(request.query.month, deps.clock(), timeZone);
    await showCalendar(deps, request, response, null, newCalendar(timeZone), { month });
  });
  router.post(LIST, editors, (request, response) => submitted(deps, request, response, null));

  router.get(`${LIST}/:id`, editors, async (request, response) => {
    const calendar = await calendarIn(deps, request);
    const { name, definition } = calendar;
    const month = monthIn(request.query.month, deps.clock(), definition.timeZone);
    const version = numberOf(request.query.version);
    const shown = calendarAsTyped(name, definition);
    const versions = await listCalendarVersions(deps.database, calendar.calendarId);
    const drawn = version === null ? calendar : versions.find((known) => known.version === version);
    if (!drawn) throw new PageError(404);
    await showCalendar(deps, request, response, calendar, shown, { month, drawn });
  });
  router.post(`${LIST}/:id`, editors, async (request, response) =>
    submitted(deps, request, response, await calendarIn(deps, request)),
  );
  return router;
}

type Shown = {
  month: string;
  /** The saved version to draw; without one, what is typed is drawn. */
  drawn?: Calendar;
  errors?: Record<string, Phrase>;
  error?: Phrase | null;
};

/** What the button asks for: to save, or to see the form again with a row, a zone or a month more. */
async function submitted(
  deps: HttpDeps,
  request: Request,
  response: Response,
  calendar: Calendar | null,
) {
  const body = typed(request, ['do', 'month']);
  const [wish = '', of = ''] = body.do.split(':');
  const form = typedCalendar(request);
  const month = monthIn(wish === 'month' ? of : body.month, deps.clock(), 'UTC');
  const again = (shown: TypedCalendar, more: Partial<Shown> = {}) =>
    showCalendar(deps, request, response, calendar, shown, { month, ...more });

  if (wish === 'zone') return again(withZoneDays(form));
  if (wish === 'add') return again({ ...form, exceptions: [...form.exceptions, NO_EXCEPTION] });
  if (wish === 'remove') {
    const exceptions = form.exceptions.filter((_, index) => String(index) !== of);
    return again({ ...form, exceptions });
  }
  const errors = calendarErrors(form);
  if (Object.keys(errors).length > 0) {
    response.status(422);
    return again(form, { errors });
  }
  if (wish !== '') return again(withZoneDays(form));
  const outcome = await deps.run(saveCalendar, signedInUser(request), {
    calendarId: calendar?.calendarId ?? null,
    name: form.values.name ?? '',
    definition: calendarOf(form),
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    response.status(statusOf(outcome));
    const phrase = refusalPhrase(outcome);
    return again(form, outcome.field ? { errors: { [outcome.field]: phrase } } : { error: phrase });
  }
  sayNext(request, 'flash.calendar_saved');
  response.redirect(303, `${LIST}/${outcome.value.calendarId}?month=${month}`);
}

/** The form with the days of the zone that is chosen, as its list has them. */
function withZoneDays(form: TypedCalendar): TypedCalendar {
  const { holidays } = calendarOf(form);
  if (holidays && !HOLIDAY_ZONES.includes(holidays.zone)) return form;
  return { ...form, ...shownDays(holidays) };
}

async function calendarIn({ database }: HttpDeps, request: Request): Promise<Calendar> {
  const id = numberOf(request.params.id);
  const calendar = id === null ? null : await findCalendar(database, id);
  if (!calendar) throw new PageError(404);
  return calendar;
}

/** The month asked for, else the one it is. */
function monthIn(given: unknown, now: Date, timeZone: string): string {
  const asked = typeof given === 'string' && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(given);
  return asked ? given : dateIn(now, timeZone).slice(0, 7);
}

/** `YYYY-MM-DD` as a zone's wall clock has it. */
function dateIn(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

async function showCalendars(deps: HttpDeps, request: Request, response: Response) {
  const calendars = await listCalendars(deps.database);
  await deskPage(deps, request, response, SECTION, 'calendars/index', {
    rows: calendars.map(({ calendarId, name, definition, version, createdAt }) => ({
      id: String(calendarId),
      name,
      zone: definition.timeZone,
      always: isAlways(definition),
      groups: groupedHours(definition.weeklyHours).map(({ from, to, intervals }) => ({
        from,
        to,
        intervals: intervals.map((interval) => interval.join('–')),
      })),
      holidayZone: definition.holidays?.zone ?? null,
      version,
      changedAt: createdAt,
    })),
  });
}

async function showCalendar(
  deps: HttpDeps,
  request: Request,
  response: Response,
  calendar: Calendar | null,
  form: TypedCalendar,
  shown: Shown,
) {
  const { month, drawn, errors = {}, error = null } = shown;
  const path = calendar ? `${LIST}/${calendar.calendarId}` : `${LIST}/new`;
  const versions = calendar ? await listCalendarVersions(deps.database, calendar.calendarId) : [];
  const filled: Form<string> = { values: form.values, errors, error };
  await deskPage(deps, request, response, SECTION, 'calendars/edit', {
    calendar: calendar && {
      id: String(calendar.calendarId),
      name: calendar.name,
      version: calendar.version,
    },
    action: calendar ? path : LIST,
    form: filled,
    zones: ZONES,
    weekdays: WEEKDAYS,
    holidayZones: HOLIDAY_ZONES,
    ...holidayDays(form, Number(month.slice(0, 4))),
    exceptions: form.exceptions.map((values, index) => {
      const prefix = `exception_${index}_`;
      const named = Object.entries(values).map(([field, value]) => [`${prefix}${field}`, value]);
      const at = errors[`${prefix}from_date`];
      return {
        prefix,
        index,
        form: {
          values: Object.fromEntries(named),
          errors: at ? { [`${prefix}from_date`]: at } : {},
          error: null,
        },
        error: at ?? null,
      };
    }),
    month: drawnMonth(deps, form, path, shown, drawn?.version !== calendar?.version),
    monthShown: month,
    versions: versions.map(({ version, createdAt }) => ({
      version,
      at: createdAt,
      current: version === drawn?.version,
      url: `${path}?version=${version}&month=${month}`,
    })),
  });
}

function drawnMonth(
  deps: HttpDeps,
  form: TypedCalendar,
  path: string,
  { month, drawn }: Shown,
  older: boolean,
): CalendarPage['month'] {
  const definition = drawn?.definition ?? calendarOf(form);
  if (!drawn && Object.keys(calendarErrors(form)).length > 0) return null;
  const { version = null } = drawn ?? {};
  return monthView(definition, month, {
    today: dateIn(deps.clock(), definition.timeZone),
    typed: !drawn,
    path: older && version !== null ? `${path}?version=${version}&` : `${path}?`,
    version,
  });
}

/** The days that the zone in view may close, with their dates of a year. */
function holidayDays(
  { daysZone, closedDays }: TypedCalendar,
  year: number,
): Pick<CalendarPage, 'daysZone' | 'officialDays' | 'localDays'> {
  const zone = HOLIDAY_ZONES.find((known) => known === daysZone);
  if (!zone) return { daysZone: '', officialDays: [], localDays: [] };
  const local = localDaysOf(zone).map(({ key }) => key);
  const all = chosenHolidays({ zone, alsoClosed: local, open: [] }, year);
  const days = all.map(({ key, date }) => ({ key, date, closed: closedDays.includes(key) }));
  return {
    daysZone: zone,
    officialDays: days.filter(({ key }) => !local.includes(key as never)),
    localDays: days.filter(({ key }) => local.includes(key as never)),
  };
}
