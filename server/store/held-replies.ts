import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const replyRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    author_id: z.number(),
    body: z.string(),
    held_until: z.date().nullable(),
    taken_back_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    authorId: row.author_id,
    body: row.body,
    /** Null once it left, or was taken back. */
    heldUntil: row.held_until,
    takenBackAt: row.taken_back_at,
  }));
/** What somebody wrote at the desk, with whether it still waits to leave. */
export type WrittenReply = z.output<typeof replyRow>;

/** What was written at the desk, but notes. */
export async function findWrittenReply(db: Db, id: number): Promise<WrittenReply | null> {
  const rows = await db('messages')
    .where({ id, channel: 'desk' })
    .where((query) =>
      query
        .where({ visibility: 'public' })
        .orWhereRaw('coalesce(held_until, taken_back_at) is not null'),
    )
    .select('id', 'ticket_id', 'author_id', 'body', 'held_until', 'taken_back_at');
  return decodeFirst(replyRow, rows);
}

/** Replies whose time to leave has come, the longest held first. */
export async function listRepliesToLetGo(db: Db, now: Date, limit: number): Promise<number[]> {
  return db('messages')
    .where('held_until', '<=', now)
    .orderBy('held_until')
    .limit(limit)
    .pluck('id');
}

/** Opens a held reply to its customer. */
export async function openHeldReply(db: Db, id: number): Promise<void> {
  await db('messages').where({ id }).update({ visibility: 'public', held_until: null });
}

/** Marks a held reply as one that never left. */
export async function markTakenBack(db: Db, id: number, now: Date): Promise<void> {
  await db('messages').where({ id }).update({ held_until: null, taken_back_at: now });
}
