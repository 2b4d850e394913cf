import { z } from 'zod';
import type { TimeOrigin } from '../domain/diagnosis/event.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const entryColumns = {
  id: z.number(),
  ticket_id: z.number(),
  user_id: z.number(),
  origin: z.enum(['timer', 'manual']),
  started_at: z.date(),
  ended_at: z.date(),
  seconds: z.number(),
  work: z.string(),
  salt: z.instanceof(Uint8Array),
  corrects_id: z.number().nullable(),
  superseded_by_id: z.number().nullable(),
  recorded_by: z.number(),
  recorded_at: z.date(),
};
const entryOf = (row: z.output<z.ZodObject<typeof entryColumns>>) => ({
  id: row.id,
  ticketId: row.ticket_id,
  userId: row.user_id,
  origin: row.origin,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  seconds: row.seconds,
  work: row.work,
  salt: row.salt,
  correctsId: row.corrects_id,
  supersededById: row.superseded_by_id,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at,
});
const entryRow = z.object(entryColumns).transform(entryOf);
const namedRow = z
  .object({ ...entryColumns, name: z.string(), recorder: z.string() })
  .transform((row) => ({ ...entryOf(row), name: row.name, recorder: row.recorder }));

/** A stretch of somebody's time on a ticket; it never changes, a correction names it (D1). */
export type TimeEntry = z.output<typeof entryRow>;
/** The same, with whose it is and who wrote it down. */
export type NamedTimeEntry = z.output<typeof namedRow>;

/** @returns its id */
export async function insertTimeEntry(
  db: Db,
  entry: Omit<TimeEntry, 'id' | 'seconds' | 'supersededById' | 'origin'> & { origin: TimeOrigin },
): Promise<number> {
  const rows = await db('time_entries')
    .insert({
      ticket_id: entry.ticketId,
      user_id: entry.userId,
      origin: entry.origin,
      started_at: entry.startedAt,
      ended_at: entry.endedAt,
      work: entry.work,
      salt: entry.salt,
      corrects_id: entry.correctsId,
      recorded_by: entry.recordedBy,
      recorded_at: entry.recordedAt,
    })
    .returning('id');
  return rows[0].id;
}

/** Every entry of a ticket, those that were corrected too, in the order they were written. */
export async function listTimeEntries(db: Db, ticketId: number): Promise<NamedTimeEntry[]> {
  const rows = await db('time_entries as e')
    .join('users as u', 'u.id', 'e.user_id')
    .join('users as r', 'r.id', 'e.recorded_by')
    .where('e.ticket_id', ticketId)
    .select('e.*', 'u.name', 'r.name as recorder')
    .orderBy('e.id');
  return decodeRows(namedRow, rows);
}

/** Every entry of these tickets, for whoever checks them against their histories. */
export async function listTimeOn(db: Db, ticketIds: readonly number[]): Promise<TimeEntry[]> {
  return decodeRows(entryRow, await db('time_entries').whereIn('ticket_id', ticketIds));
}

/** Seconds of each entry of a ticket that no correction supersedes: what a verdict bills (D4). */
export async function liveSeconds(db: Db, ticketId: number): Promise<number[]> {
  return db('time_entries')
    .where({ ticket_id: ticketId })
    .whereNull('superseded_by_id')
    .where('seconds', '>', 0)
    .orderBy('id')
    .pluck('seconds');
}

export async function findTimeEntry(db: Db, id: number): Promise<TimeEntry | null> {
  return decodeFirst(entryRow, await db('time_entries').where({ id }).limit(1));
}

/**
 * Holds somebody's time until the transaction ends: starting a timer and writing time down wait
 * for each other, so that neither misses what the other is about to commit.
 */
export async function holdTimeOf(db: Db, userId: number): Promise<void> {
  await db.raw('select from users where id = ? for no key update', [userId]);
}

/** When the last stretch of somebody's that isn't over at an instant will be; null for none. */
export async function endOfTimeAfter(db: Db, userId: number, now: Date): Promise<Date | null> {
  const row = await db('time_entries')
    .where({ user_id: userId })
    .whereNull('superseded_by_id')
    .whereRaw('tstzrange(started_at, ended_at) && tstzrange(?, null)', [now])
    .max('ended_at as end')
    .first();
  return row?.end ?? null;
}

/** Names the correction of an entry, once. @returns false where it has one already */
export async function supersedeTimeEntry(db: Db, id: number, by: number): Promise<boolean> {
  const changed = await db('time_entries')
    .where({ id })
    .whereNull('superseded_by_id')
    .update({ superseded_by_id: by });
  return changed === 1;
}

const EXCLUDED = '23P01';

/**
 * Asks the database whether live stretches of one person overlap, those that others are about to
 * commit included. Where they do, the transaction is lost and has to be given up.
 */
export async function timesAreApart(db: Db): Promise<boolean> {
  try {
    await db.raw('set constraints time_entries_no_overlap immediate');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === EXCLUDED) return false;
    throw error;
  }
}
