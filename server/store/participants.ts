import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';
import { type User, userRow } from './users.ts';

/** Who is written to beside the requester, in the order they came. */
export async function listParticipants(db: Db, ticketId: number): Promise<User[]> {
  const rows = await db('ticket_participants as p')
    .join('users as u', 'u.id', 'p.user_id')
    .where('p.ticket_id', ticketId)
    .orderBy(['p.added_at', 'u.id'])
    .select('u.*');
  return decodeRows(userRow, rows);
}

/** @returns false where this person takes part already */
export async function insertParticipant(
  db: Db,
  { ticketId, userId }: { ticketId: number; userId: number },
  now: Date,
): Promise<boolean> {
  const rows = await db('ticket_participants')
    .insert({ ticket_id: ticketId, user_id: userId, added_at: now })
    .onConflict(['ticket_id', 'user_id'])
    .ignore()
    .returning('user_id');
  return rows.length > 0;
}

/** @returns false where this person took no part */
export async function deleteParticipant(
  db: Db,
  { ticketId, userId }: { ticketId: number; userId: number },
): Promise<boolean> {
  const removed = await db('ticket_participants')
    .where({ ticket_id: ticketId, user_id: userId })
    .delete();
  return removed > 0;
}
