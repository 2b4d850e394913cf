import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRow } from './rows.ts';
import { type User, userRow } from './users.ts';

const ticketRow = z.object({
  ticket_id: z.number(),
  number: z.string(),
  subject: z.string(),
  started_at: z.date(),
});

export type LongTimer = {
  user: User;
  ticket: { id: number; number: string; subject: string };
  startedAt: Date;
};

/** Holds timers that run since before an instant and whose owner wasn't told: the oldest first. */
export async function lockUnwarnedTimers(
  db: Db,
  before: Date,
  limit: number,
): Promise<LongTimer[]> {
  const { rows } = await db.raw(
    `select u.*, k.number, k.subject, t.ticket_id, t.started_at
       from timers t join users u on u.id = t.user_id join tickets k on k.id = t.ticket_id
      where t.warned_at is null and t.started_at <= ?
      order by t.started_at limit ?
        for update of t skip locked`,
    [before, limit],
  );
  return (rows as unknown[]).map((row) => {
    const { ticket_id: id, number, subject, started_at: startedAt } = decodeRow(ticketRow, row);
    return { user: decodeRow(userRow, row), ticket: { id, number, subject }, startedAt };
  });
}

export async function recordTimersWarned(
  db: Db,
  userIds: readonly number[],
  now: Date,
): Promise<void> {
  await db('timers').whereIn('user_id', userIds).update({ warned_at: now });
}
