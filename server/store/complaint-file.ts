import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const handlerRow = z
  .object({ user_id: z.number(), name: z.string(), level: z.literal([1, 2]), since: z.date() })
  .transform(({ user_id, ...row }) => ({ ...row, userId: user_id }));
/** Somebody who handled a level of a complaint (P2). */
export type ComplaintHandler = z.output<typeof handlerRow>;

/** Who handled which level of a complaint, in the order that they took it. */
export async function listHandlers(db: Db, ticketId: number): Promise<ComplaintHandler[]> {
  const rows = await db('complaint_handlers as h')
    .join('users as u', 'u.id', 'h.user_id')
    .where('h.ticket_id', ticketId)
    .orderBy(['h.level', 'h.since', 'h.user_id'])
    .select('h.user_id', 'u.name', 'h.level', 'h.since');
  return decodeRows(handlerRow, rows);
}

const concernedRow = z
  .object({
    ticket_number: z.string().nullable(),
    subject: z.string().nullable(),
    invoice_id: z.number().nullable(),
    invoice_number: z.string().nullable(),
    recorded_at: z.date().nullable(),
  })
  .transform((row) => ({
    ticket:
      row.ticket_number === null ? null : { number: row.ticket_number, subject: row.subject ?? '' },
    invoice:
      row.invoice_id === null
        ? null
        : {
            id: row.invoice_id,
            number: row.invoice_number ?? '',
            /** When its customer could first read it. */
            recordedAt: row.recorded_at ?? new Date(0),
          },
  }));
/** A ticket, or an invoice, that a complaint is about. */
export type Concerned = z.output<typeof concernedRow>;

/** The tickets and the invoices that a complaint is about. */
export async function listConcerned(db: Db, ticketId: number): Promise<Concerned[]> {
  const rows = await db('complaint_concerns as c')
    .leftJoin('tickets as t', 't.id', 'c.concerned_ticket_id')
    .leftJoin('invoices as i', 'i.id', 'c.invoice_id')
    .where('c.ticket_id', ticketId)
    .orderBy('c.id')
    .select(
      't.number as ticket_number',
      't.subject',
      'i.id as invoice_id',
      'i.number as invoice_number',
      'i.recorded_at',
    );
  return decodeRows(concernedRow, rows);
}
