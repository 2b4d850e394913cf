import { z } from 'zod';
import { CAUSES } from '../domain/complaint/cause.ts';
import type { Complaint } from '../domain/complaint/complaint.ts';
import type { AnsweringLevel } from '../domain/complaint/event.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const DAY = "to_char(received_on, 'YYYY-MM-DD')";
const complaintRow = z
  .object({
    ticket_id: z.number(),
    customer_id: z.number(),
    quality: z.enum(['consumer', 'professional']),
    level: z.literal([1, 2, 3]),
    cause: z.enum(CAUSES).nullable(),
    wanted: z.string(),
    received_day: z.string(),
    due_at: z.date(),
    owed_at: z.date().nullable(),
    ended_at: z.date().nullable(),
  })
  .transform(
    (row): Complaint => ({
      ticketId: row.ticket_id,
      customerId: row.customer_id,
      quality: row.quality,
      level: row.level,
      cause: row.cause,
      wanted: row.wanted,
      receivedOn: row.received_day,
      dueAt: row.due_at,
      owedAt: row.owed_at,
      endedAt: row.ended_at,
    }),
  );

export async function insertComplaint(db: Db, complaint: Complaint): Promise<void> {
  await db('complaints').insert({
    ticket_id: complaint.ticketId,
    customer_id: complaint.customerId,
    received_on: complaint.receivedOn,
    wanted: complaint.wanted,
    ...changeable(complaint),
  });
}

/** Writes what may change of a complaint. */
export async function updateComplaint(db: Db, complaint: Complaint): Promise<void> {
  await db('complaints').where({ ticket_id: complaint.ticketId }).update(changeable(complaint));
}

function changeable({ quality, level, cause, dueAt, owedAt, endedAt }: Complaint) {
  return { quality, level, cause, due_at: dueAt, owed_at: owedAt, ended_at: endedAt };
}

export async function findComplaint(db: Db, ticketId: number): Promise<Complaint | null> {
  const rows = db('complaints')
    .where({ ticket_id: ticketId })
    .select('*', db.raw(`${DAY} as received_day`))
    .limit(1);
  return decodeFirst(complaintRow, await rows);
}

/** The tickets of a customer's complaints that have not ended. */
export async function listOpenComplaints(db: Db, customerId: number): Promise<number[]> {
  return db('complaints')
    .where({ customer_id: customerId })
    .whereNull('ended_at')
    .orderBy('ticket_id')
    .pluck('ticket_id');
}

/** The tickets and invoices that a complaint is about. */
export async function insertConcerns(
  db: Db,
  ticketId: number,
  concerned: { ticketIds: readonly number[]; invoiceIds: readonly number[] },
): Promise<void> {
  const rows = [
    ...concerned.ticketIds.map((id) => ({ ticket_id: ticketId, concerned_ticket_id: id })),
    ...concerned.invoiceIds.map((id) => ({ ticket_id: ticketId, invoice_id: id })),
  ];
  if (rows.length > 0) await db('complaint_concerns').insert(rows);
}

/**
 * Puts on record that somebody handles a level of a complaint. The key decides: one person, one
 * level (P2).
 *
 * @returns the level that is theirs, which may be another
 */
export async function recordHandler(
  db: Db,
  handler: { ticketId: number; userId: number; level: AnsweringLevel },
  now: Date,
): Promise<AnsweringLevel> {
  const { ticketId, userId, level } = handler;
  const key = { ticket_id: ticketId, user_id: userId };
  await db('complaint_handlers')
    .insert({ ...key, level, since: now })
    .onConflict(['ticket_id', 'user_id'])
    .ignore();
  const row = await db('complaint_handlers').where(key).first('level');
  return row.level;
}
