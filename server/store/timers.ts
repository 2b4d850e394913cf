import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRow, decodeRows } from './rows.ts';

const timerRow = z
  .object({
    user_id: z.number(),
    ticket_id: z.number(),
    started_at: z.date(),
    warned_at: z.date().nullable(),
  })
  .transform((row) => ({
    userId: row.user_id,
    ticketId: row.ticket_id,
    startedAt: row.started_at,
    warnedAt: row.warned_at,
  }));
export type Timer = z.output<typeof timerRow>;

const namedRow = z
  .object({
    user_id: z.number(),
    ticket_id: z.number(),
    started_at: z.date(),
    name: z.string(),
    number: z.string(),
  })
  .transform((row) => ({
    userId: row.user_id,
    ticketId: row.ticket_id,
    startedAt: row.started_at,
    name: row.name,
    number: row.number,
  }));
/** A timer with whose it is, and the number of its ticket. */
export type NamedTimer = z.output<typeof namedRow>;

function named(db: Db) {
  return db('timers as t')
    .join('users as u', 'u.id', 't.user_id')
    .join('tickets as k', 'k.id', 't.ticket_id')
    .select('t.user_id', 't.ticket_id', 't.started_at', 'u.name', 'k.number');
}

/**
 * Starts a timer. The primary key is the agent: of two browsers that start one at once, the second
 * waits for the first and is given its timer.
 *
 * @returns the timer that runs now, and whether this call began it
 */
export async function beginTimer(
  db: Db,
  timer: Pick<Timer, 'userId' | 'ticketId' | 'startedAt'>,
): Promise<{ timer: Timer; begun: boolean }> {
  const { rows } = await db.raw(
    `insert into timers (user_id, ticket_id, started_at) values (:userId, :ticketId, :startedAt)
     on conflict (user_id) do update set user_id = excluded.user_id
     returning *, xmax = 0 as begun`,
    timer as never,
  );
  return { timer: decodeRow(timerRow, rows[0]), begun: rows[0].begun };
}

/** The timer that somebody runs, wherever. */
export async function findTimer(db: Db, userId: number): Promise<Timer | null> {
  return decodeFirst(timerRow, await db('timers').where({ user_id: userId }).limit(1));
}

/** Takes somebody's timer off a ticket, once. @returns null where none runs there */
export async function takeTimer(
  db: Db,
  { userId, ticketId }: Pick<Timer, 'userId' | 'ticketId'>,
): Promise<Timer | null> {
  const rows = await db('timers')
    .where({ user_id: userId, ticket_id: ticketId })
    .delete()
    .returning('*');
  return decodeFirst(timerRow, rows);
}

/** Takes every timer off a ticket. */
export async function takeTimersOn(db: Db, ticketId: number): Promise<Timer[]> {
  return decodeRows(
    timerRow,
    await db('timers').where({ ticket_id: ticketId }).delete().returning('*'),
  );
}

/** The timers that run on a ticket, and somebody's own wherever it runs; the longest first. */
export async function listTimersSeen(
  db: Db,
  { ticketId, userId }: { ticketId: number; userId: number },
): Promise<NamedTimer[]> {
  const query = named(db)
    .whereRaw('(t.ticket_id = ? or t.user_id = ?)', [ticketId, userId])
    .orderBy(['t.started_at', 't.user_id']);
  return decodeRows(namedRow, await query);
}

/** The timer that somebody runs, with its ticket's number: what every page of the desk shows. */
export async function findTimerNamed(db: Db, userId: number): Promise<NamedTimer | null> {
  return decodeFirst(namedRow, await named(db).where('t.user_id', userId).limit(1));
}
