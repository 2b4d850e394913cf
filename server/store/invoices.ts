import { z } from 'zod';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { type Cursor, type Page, toPage } from './page.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const invoiceRow = z
  .object({
    id: z.number(),
    number: z.string(),
    customer_id: z.number(),
    customer_name: z.string(),
    quality: z.enum(QUALITIES),
    issued_on: z.string(),
    total_cents: z.number(),
    document_id: z.number(),
    document_name: z.string(),
    document_size: z.number(),
    statement_id: z.number().nullable(),
    recorded_at: z.date(),
    paid_on: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    number: row.number,
    customer: { id: row.customer_id, name: row.customer_name, quality: row.quality },
    /** `YYYY-MM-DD`, as the billing system dated it. */
    issuedOn: row.issued_on,
    totalCents: row.total_cents,
    document: { id: row.document_id, name: row.document_name, size: row.document_size },
    /** Null where it bills other things than ours. */
    statementId: row.statement_id,
    /** When it was made available to its customer. */
    recordedAt: row.recorded_at,
    paidOn: row.paid_on,
  }));
export type Invoice = z.output<typeof invoiceRow>;

function invoices(db: Db) {
  return db('invoices as i')
    .join('customers as k', 'k.id', 'i.customer_id')
    .join('documents as d', 'd.id', 'i.document_id')
    .select('i.id', 'i.number', 'i.customer_id', 'i.total_cents', 'i.document_id')
    .select('i.statement_id', 'i.recorded_at', 'k.name as customer_name', 'k.quality')
    .select('d.name as document_name', 'd.size as document_size')
    .select(db.raw('i.issued_on::text, i.paid_on::text'));
}

export type NewInvoice = Pick<Invoice, 'number' | 'issuedOn' | 'totalCents' | 'statementId'> & {
  customerId: number;
  documentId: number;
  /** Null where the billing system hands it in by itself. */
  recordedBy: number | null;
};

/**
 * Keeps an invoice.
 *
 * @returns null where its number or its statement has one: the unique columns decide between two
 */
export async function insertInvoice(
  db: Db,
  invoice: NewInvoice,
  now: Date,
): Promise<number | null> {
  const rows = await db('invoices')
    .insert({
      number: invoice.number,
      customer_id: invoice.customerId,
      issued_on: invoice.issuedOn,
      total_cents: invoice.totalCents,
      document_id: invoice.documentId,
      statement_id: invoice.statementId,
      recorded_by: invoice.recordedBy,
      recorded_at: now,
    })
    .onConflict()
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

export async function findInvoice(db: Db, id: number): Promise<Invoice | null> {
  return decodeFirst(invoiceRow, await invoices(db).where('i.id', id).limit(1));
}

export async function findInvoiceByNumber(db: Db, number: string): Promise<Invoice | null> {
  return decodeFirst(invoiceRow, await invoices(db).where('i.number', number).limit(1));
}

/** The invoice that a statement came back as; null while it has not. */
export async function findInvoiceOfStatement(db: Db, statementId: number): Promise<Invoice | null> {
  const query = invoices(db).where('i.statement_id', statementId).limit(1);
  return decodeFirst(invoiceRow, await query);
}

/** All invoices, the latest recorded first, `limit` at most. */
export async function listInvoices(
  db: Db,
  { limit, before }: { limit: number; before: number | null },
): Promise<Invoice[]> {
  const query = invoices(db).orderBy('i.id', 'desc').limit(limit);
  if (before !== null) query.where('i.id', '<', before);
  return decodeRows(invoiceRow, await query);
}

/** A customer's own invoices made available since an instant (D6), the latest first. */
export async function listCustomerInvoices(
  db: Db,
  {
    customerId,
    since,
    size,
    before,
  }: { customerId: number; since: Date; size: number; before: Cursor | null },
): Promise<Page<Invoice>> {
  const query = invoices(db)
    .where('i.customer_id', customerId)
    .where('i.recorded_at', '>=', since)
    .orderBy([
      { column: 'i.recorded_at', order: 'desc' },
      { column: 'i.id', order: 'desc' },
    ])
    .limit(size + 1);
  if (before) query.whereRaw('(i.recorded_at, i.id) < (?, ?)', [before.at, before.id]);
  const rows = decodeRows(invoiceRow, await query);
  return toPage(rows, size, ({ recordedAt, id }) => ({ at: recordedAt, id }));
}

/** Holds an invoice while its payment is written down. @returns its id, null where none is. */
export async function lockInvoice(db: Db, number: string): Promise<number | null> {
  const row = await db('invoices').where({ number }).forNoKeyUpdate().first('id');
  return row?.id ?? null;
}

/** @param paidOn `YYYY-MM-DD`, in the provider's zone */
export async function setPaidOn(db: Db, id: number, paidOn: string): Promise<void> {
  await db('invoices').where({ id }).update({ paid_on: paidOn });
}

/** Which of these invoices are the customer's. */
export function invoicesOf(db: Db, customerId: number, ids: readonly number[]): Promise<number[]> {
  return db('invoices')
    .where({ customer_id: customerId })
    .whereIn('id', [...ids])
    .pluck('id');
}
