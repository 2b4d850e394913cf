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

export async function countParticipants(db: Db, ticketId: number): Promise<number> {
  const [row] = await db('ticket_participants')
    .where({ ticket_id: ticketId })
    .count<{ count: string }[]>('* as count');
  return Number(row?.count ?? 0);
}

/** The tickets that somebody takes part in without being their requester, the latest first. */
export async function listTakenPartIn(
  db: Db,
  { userId, limit }: { userId: number; limit: number },
): Promise<{ number: string; subject: string }[]> {
  return db('ticket_participants as p')
    .join('tickets as t', 't.id', 'p.ticket_id')
    .where('p.user_id', userId)
    .orderBy('t.id', 'desc')
    .limit(limit)
    .select('t.number', 't.subject');
}
