import { z } from 'zod';
import { DEADLINE_NAMES } from '../domain/sla/deadline-name.ts';
import type { Owed } from '../domain/sla/owed.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const deadlineRow = z
  .object({
    ticket_id: z.number(),
    name: z.enum(DEADLINE_NAMES),
    state: z.enum(['running', 'paused', 'met', 'breached']),
    target_minutes: z.number().nullable(),
    started_at: z.date(),
    due_at: z.date().nullable(),
    elapsed_ms: z.number(),
    met_at: z.date().nullable(),
    announced: z.array(z.number()),
    next_at: z.date().nullable(),
  })
  .transform((row): Owed & { ticketId: number } => ({
    ticketId: row.ticket_id,
    name: row.name,
    state: row.state,
    targetMinutes: row.target_minutes,
    startedAt: row.started_at,
    dueAt: row.due_at,
    elapsedMs: row.elapsed_ms,
    metAt: row.met_at,
    announced: row.announced,
    nextAt: row.next_at,
  }));
export type Deadline = z.output<typeof deadlineRow>;

/** What is owed on these tickets. */
export async function listDeadlines(db: Db, ticketIds: readonly number[]): Promise<Deadline[]> {
  const rows = await db('deadlines').whereIn('ticket_id', ticketIds).orderBy(['ticket_id', 'id']);
  return decodeRows(deadlineRow, rows);
}

/** Writes what is owed on a ticket, in the place of what was. */
export async function replaceDeadlines(
  db: Db,
  ticketId: number,
  owed: readonly Owed[],
): Promise<void> {
  const names = owed.map(({ name }) => name);
  await Promise.all([
    db('deadlines').where({ ticket_id: ticketId }).whereNotIn('name', names).delete(),
    insertDeadlines(db, ticketId, owed),
  ]);
}

/** Writes what is owed on a ticket; of what was owed under the same names nothing stays. */
export async function insertDeadlines(
  db: Db,
  ticketId: number,
  owed: readonly Owed[],
): Promise<void> {
  if (owed.length === 0) return;
  const rows = owed.map((each) => ({
    ticket_id: ticketId,
    name: each.name,
    state: each.state,
    target_minutes: each.targetMinutes,
    started_at: each.startedAt,
    due_at: each.dueAt,
    elapsed_ms: Math.round(each.elapsedMs),
    met_at: each.metAt,
    announced: each.announced,
    next_at: each.nextAt,
  }));
  await db('deadlines').insert(rows).onConflict(['ticket_id', 'name']).merge();
}

/** Tickets of which something is due to be said, the longest due first. */
export async function listTicketsWithDue(db: Db, now: Date, limit: number): Promise<number[]> {
  const ids: number[] = await db('deadlines')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .pluck('ticket_id');
  return [...new Set(ids)];
}

/** Puts off what is due on a ticket, so that what fails is tried again without being in the way. */
export async function putOffDue(
  db: Db,
  ticketId: number,
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  await db('deadlines')
    .where({ ticket_id: ticketId })
    .where('next_at', '<=', now)
    .update({ next_at: until });
}
