import { z } from 'zod';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { decodeRows } from './rows.ts';

/** Where a line of the ledger can stand once it is invoiced. */
export const LINE_STATES = ['invoiced', 'disputed', 'settled'] as const;

const lineRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    number: z.string(),
    subject: z.string(),
    quality: z.enum(QUALITIES),
    units: z.number(),
    net_cents: z.number(),
    vat_cents: z.number(),
    gross_cents: z.number(),
    vat_basis_points: z.number(),
    state: z.enum(LINE_STATES),
    reverses_id: z.number().nullable(),
    reversed: z.boolean(),
    disputed_by: z.string().nullable(),
  })
  .transform((row) => ({
    chargeId: row.id,
    ticket: { id: row.ticket_id, number: row.number, subject: row.subject },
    quality: row.quality,
    units: row.units,
    netCents: row.net_cents,
    vatCents: row.vat_cents,
    grossCents: row.gross_cents,
    vatBasisPoints: row.vat_basis_points,
    state: row.state,
    /** It takes another line back; its amounts are negative. */
    reversal: row.reverses_id !== null,
    /** Another line took this one back: nothing of it is asked any more. */
    reversed: row.reversed,
    /** The number of the ticket of its open dispute. */
    openDispute: row.disputed_by,
  }));
export type InvoiceLine = z.output<typeof lineRow>;

/** The lines of ours that an invoice bills, in the order of the ledger. */
export async function listInvoiceLines(db: Db, invoiceId: number): Promise<InvoiceLine[]> {
  const rows = await db('charges as c')
    .join('tickets as t', 't.id', 'c.ticket_id')
    .leftJoin('charges as r', 'r.reverses_id', 'c.id')
    .leftJoin('disputes as d', (on) => {
      on.on('d.charge_id', 'c.id').onNull('d.decided_at');
    })
    .leftJoin('tickets as dt', 'dt.id', 'd.ticket_id')
    .where('c.invoice_id', invoiceId)
    .orderBy('c.id')
    .select('c.*', 't.number', 't.subject', 'dt.number as disputed_by')
    .select(db.raw('(r.id is not null) as reversed'));
  return decodeRows(lineRow, rows);
}
