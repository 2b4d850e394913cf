import { z } from 'zod';
import type { CalendarVersion } from '../domain/calendar/calendar.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const interval = z.tuple([z.string(), z.string()]);
const day = z.array(interval);
const definition = z.object({
  timeZone: z.string(),
  weeklyHours: z.object({
    mon: day,
    tue: day,
    wed: day,
    thu: day,
    fri: day,
    sat: day,
    sun: day,
  }),
  holidays: z
    .object({
      zone: z.string(),
      alsoClosed: z.array(z.string()),
      open: z.array(z.string()),
    })
    .nullable(),
  exceptions: z.array(
    z.object({
      kind: z.enum(['closed', 'open']),
      from: z.string(),
      to: z.string(),
      label: z.string(),
    }),
  ),
});
const calendarRow = z
  .object({
    id: z.number(),
    calendar_id: z.number(),
    name: z.string(),
    version: z.number(),
    definition,
    created_at: z.date(),
  })
  .transform((row) => ({
    versionId: row.id,
    calendarId: row.calendar_id,
    name: row.name,
    version: row.version,
    // only `calendarFaults`-free definitions are ever written
    definition: row.definition as CalendarVersion,
    createdAt: row.created_at,
  }));
export type Calendar = z.output<typeof calendarRow>;

function versions(db: Db) {
  return db('calendar_versions as v')
    .join('calendars as c', 'c.id', 'v.calendar_id')
    .select('v.id', 'v.calendar_id', 'c.name', 'v.version', 'v.definition', 'v.created_at');
}

/** Every calendar in its newest version, by name. */
export async function listCalendars(db: Db): Promise<Calendar[]> {
  const newest = db('calendar_versions').select(db.raw('max(id)')).groupBy('calendar_id');
  return decodeRows(calendarRow, await versions(db).whereIn('v.id', newest).orderBy('c.name'));
}

/** The newest version of a calendar, or the one named. */
export async function findCalendar(
  db: Db,
  calendarId: number,
  version?: number,
): Promise<Calendar | null> {
  const query = versions(db).where('v.calendar_id', calendarId).orderBy('v.version', 'desc');
  if (version !== undefined) query.where('v.version', version);
  return decodeFirst(calendarRow, await query.limit(1));
}

/** Every version of a calendar, the newest first. */
export async function listCalendarVersions(db: Db, calendarId: number): Promise<Calendar[]> {
  const query = versions(db).where('v.calendar_id', calendarId).orderBy('v.version', 'desc');
  return decodeRows(calendarRow, await query);
}

export async function findCalendarVersions(
  db: Db,
  versionIds: readonly number[],
): Promise<Calendar[]> {
  return decodeRows(calendarRow, await versions(db).whereIn('v.id', versionIds));
}

/** @returns null where a calendar has this name */
export async function insertCalendar(db: Db, name: string, now: Date): Promise<number | null> {
  const rows = await db('calendars')
    .insert({ name, created_at: now })
    .onConflict('name')
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

/** Adds the next version; of two at once, the unique key refuses the second. */
export async function insertCalendarVersion(
  db: Db,
  calendarId: number,
  definition: CalendarVersion,
  now: Date,
): Promise<number> {
  const version = db.raw(
    '(select coalesce(max(version), 0) + 1 from calendar_versions where calendar_id = ?)',
    [calendarId],
  );
  const rows = await db('calendar_versions')
    .insert({
      calendar_id: calendarId,
      version,
      definition: JSON.stringify(definition),
      created_at: now,
    })
    .returning('id');
  return rows[0].id;
}
