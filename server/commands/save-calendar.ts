import type { CalendarVersion } from '../domain/calendar/calendar.ts';
import { calendarFaults } from '../domain/calendar/faults.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { Actor } from '../domain/user/actor.ts';
import { may, type Permission } from '../domain/user/permission.ts';
import { findCalendar, insertCalendar, insertCalendarVersion } from '../store/calendars.ts';
import type { Command } from './command.ts';

export type SaveCalendarInput = {
  /** Null for a new one. */
  calendarId: number | null;
  name: string;
  definition: CalendarVersion;
};

/** Saves a calendar as its next version: clocks name the version they were judged by (H1). */
export const saveCalendar: Command<
  SaveCalendarInput,
  { calendarId: number; versionId: number }
> = async ({ actor, tx, now }, { calendarId, name, definition }) => {
  if (!mayOrSeeds(actor, 'edit_calendars')) return refuse('forbidden');
  const [fault] = calendarFaults(definition);
  if (fault) return refuse(fault.reason, { field: fault.field, details: { what: fault.what } });
  if (calendarId !== null && !(await findCalendar(tx, calendarId))) return refuse('not_found');
  const title = readField('name', name, { max: 100, line: true });
  if (calendarId === null && !title.ok) return title;
  const id = calendarId ?? (title.ok ? await insertCalendar(tx, title.value, now) : null);
  if (id === null) return refuse('name_taken', { field: 'name' });
  return accept({
    calendarId: id,
    versionId: await insertCalendarVersion(tx, id, definition, now),
  });
};

/** The seeds of an empty database do what a role would. */
export function mayOrSeeds(actor: Actor, permission: Permission): boolean {
  return may(actor, permission) || (actor.kind === 'system' && actor.name === 'seed');
}
