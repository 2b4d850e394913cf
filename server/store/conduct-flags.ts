import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const flagRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    number: z.string(),
    subject: z.string(),
    // bigint[] comes back as text
    message_ids: z.array(z.coerce.number()),
    note: z.string(),
    flagger: z.string(),
    flagged_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    ticket: { id: row.ticket_id, number: row.number, subject: row.subject },
    messageIds: row.message_ids,
    /** Why, as the internal note says it. */
    note: row.note,
    flaggedBy: row.flagger,
    flaggedAt: row.flagged_at,
  }));
/** Abusive conduct that an agent put on record, with its evidence (I5). */
export type ConductFlag = z.output<typeof flagRow>;

export async function nextFlagId(db: Db): Promise<number> {
  const { rows } = await db.raw(
    `select nextval(pg_get_serial_sequence('conduct_flags', 'id')) as id`,
  );
  return rows[0].id;
}

export async function insertFlag(
  db: Db,
  flag: {
    id: number;
    customerId: number;
    ticketId: number;
    messageIds: readonly number[];
    noteId: number;
    flaggedBy: number;
  },
  now: Date,
): Promise<void> {
  await db('conduct_flags').insert({
    id: flag.id,
    customer_id: flag.customerId,
    ticket_id: flag.ticketId,
    message_ids: flag.messageIds,
    note_id: flag.noteId,
    flagged_by: flag.flaggedBy,
    flagged_at: now,
  });
}

/** What was put on record of a customer's conduct, the latest first. */
export async function listFlags(
  db: Db,
  customerId: number,
  { limit, before }: { limit: number; before: number | null },
): Promise<ConductFlag[]> {
  const query = db('conduct_flags as f')
    .join('tickets as t', 't.id', 'f.ticket_id')
    .join('messages as m', 'm.id', 'f.note_id')
    .join('users as u', 'u.id', 'f.flagged_by')
    .where('f.customer_id', customerId)
    .orderBy('f.id', 'desc')
    .limit(limit)
    .select('f.*', 't.number', 't.subject', 'm.body as note', 'u.name as flagger');
  if (before !== null) query.where('f.id', '<', before);
  return decodeRows(flagRow, await query);
}

/** Those of the messages that the ticket's customer said: the only ones that are evidence. */
export async function listSaidByCustomer(
  db: Db,
  ticketId: number,
  messageIds: readonly number[],
): Promise<number[]> {
  return db('messages as m')
    .join('tickets as t', 't.id', 'm.ticket_id')
    .join('users as u', 'u.id', 'm.author_id')
    .where({ 'm.ticket_id': ticketId, 'm.visibility': 'public' })
    .whereNot({ 'm.channel': 'desk' })
    .whereRaw('(u.customer_id is null or u.customer_id = t.customer_id)')
    .whereIn('m.id', messageIds)
    .orderBy('m.id')
    .pluck('m.id');
}
