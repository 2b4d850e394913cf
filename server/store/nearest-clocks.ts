import { z } from 'zod';
import type { CompiledCalendar } from '../domain/calendar/compile.ts';
import { TARGET_NAMES } from '../domain/sla/target.ts';
import type { Db } from './connect.ts';
import { loadCompiled } from './handling.ts';
import { decodeRows } from './rows.ts';

const nearestRow = z
  .object({
    ticket_id: z.number(),
    name: z.enum(TARGET_NAMES),
    state: z.enum(['running', 'paused', 'met', 'breached']),
    target_minutes: z.number(),
    due_at: z.date().nullable(),
    met_at: z.date().nullable(),
    elapsed_ms: z.number(),
    calendar: z.number(),
  })
  .transform((row) => ({
    ticketId: row.ticket_id,
    name: row.name,
    state: row.state,
    targetMinutes: row.target_minutes,
    dueAt: row.due_at,
    metAt: row.met_at,
    elapsedMs: row.elapsed_ms,
    calendarVersionId: row.calendar,
  }));

/** The commitment of a ticket that comes first, as it was last kept, with what it is counted on. */
export type NearestClock = z.output<typeof nearestRow> & { readonly calendar: CompiledCalendar };

/**
 * By ticket id: what was missed and is still owed, else what is due next, else what is paused, else
 * the worst of what was met. Tickets without a commitment have none. One query, and one more for
 * each calendar version that this process has not seen yet.
 */
export async function listNearestClocks(
  db: Db,
  ticketIds: readonly number[],
): Promise<Map<number, NearestClock>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await db.raw(
    `select distinct on (d.ticket_id) d.ticket_id, d.name, d.state, d.target_minutes, d.due_at,
            d.met_at, d.elapsed_ms,
            case t.kind when 'incident' then t.incident_calendar_id
                        else t.information_calendar_id end as calendar
       from deadlines d join tickets t on t.id = d.ticket_id
      where d.ticket_id = any(:ids) and d.target_minutes is not null
      order by d.ticket_id, d.met_at is not null, d.state <> 'breached', d.due_at nulls last,
               d.target_minutes * 60000 - d.elapsed_ms`,
    { ids: [...ticketIds] } as never,
  );
  const nearest = decodeRows(nearestRow, rows);
  const versions = [...new Set(nearest.map(({ calendarVersionId }) => calendarVersionId))];
  const calendars = new Map(
    await Promise.all(versions.map(async (id) => [id, await loadCompiled(db, id)] as const)),
  );
  return new Map(
    nearest.map((clock) => {
      const calendar = calendars.get(clock.calendarVersionId) as CompiledCalendar;
      return [clock.ticketId, { ...clock, calendar }];
    }),
  );
}
