import { z } from 'zod';
import type { Db } from './connect.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import { decodeRows } from './rows.ts';

const messageRow = z
  .object({
    id: z.number(),
    visibility: z.enum(['public', 'internal']),
    subject: z.string().nullable(),
    body: z.string(),
    quoted: z.string(),
    html: z.string().nullable(),
    salt: z.instanceof(Uint8Array),
    redacted_at: z.date().nullable(),
    author: z.string(),
    by_staff: z.boolean(),
  })
  .transform(({ redacted_at, by_staff, ...row }) => ({
    ...row,
    redactedAt: redacted_at,
    byStaff: by_staff,
  }));
/** A message with all that its digest is made of, less its files. */
export type MaterialMessage = z.output<typeof messageRow>;

/** The messages that a history names, wherever they stand now: one may have moved since. */
export async function listMaterialMessages(
  db: Db,
  ids: readonly number[],
): Promise<MaterialMessage[]> {
  const rows = await db('messages as m')
    .join('users as u', 'u.id', 'm.author_id')
    .whereIn('m.id', [...ids])
    .orderBy('m.id')
    .select('m.id', 'm.visibility', 'm.subject', 'm.body', 'm.quoted', 'm.html', 'm.salt')
    .select('m.redacted_at', 'u.name as author', db.raw('u.customer_id is null as by_staff'));
  return decodeRows(messageRow, rows);
}

const documentRow = z
  .object({
    id: z.number(),
    kind: z.enum(DOCUMENT_KINDS),
    name: z.string(),
    size: z.number(),
    salt: z.instanceof(Uint8Array),
    digest: z.instanceof(Uint8Array),
    created_at: z.date(),
    content_digest: z.instanceof(Uint8Array),
  })
  .transform(({ created_at, content_digest, ...row }) => ({
    ...row,
    createdAt: created_at,
    /** Of its bytes alone, computed anew from those that are kept. */
    contentDigest: content_digest,
  }));
/** A document as it was given; `digest` is salted, as the history has it. */
export type MaterialDocument = z.output<typeof documentRow>;

/** Those of these documents whose bytes are still kept. */
export async function listMaterialDocuments(
  db: Db,
  ids: readonly number[],
): Promise<MaterialDocument[]> {
  const rows = await db('documents as d')
    .join('document_contents as c', 'c.document_id', 'd.id')
    .whereIn('d.id', [...ids])
    .orderBy('d.id')
    .select('d.id', 'd.kind', 'd.name', 'd.size', 'd.salt', 'd.digest', 'd.created_at')
    .select(db.raw('sha256(c.bytes) as content_digest'));
  return decodeRows(documentRow, rows);
}

const concernedTicketRow = z
  .object({ number: z.string(), subject: z.string(), received_at: z.date() })
  .transform(({ received_at, ...row }) => ({ ...row, receivedAt: received_at }));
const concernedInvoiceRow = z
  .object({
    number: z.string(),
    issued_on: z.string(),
    total_cents: z.number(),
    document_id: z.number(),
  })
  .transform((row) => ({
    number: row.number,
    /** `YYYY-MM-DD` */
    issuedOn: row.issued_on,
    totalCents: row.total_cents,
    documentId: row.document_id,
  }));
/** The tickets and invoices that a complaint is about, as it named them when it was lodged. */
export type MaterialConcerns = {
  readonly tickets: readonly z.output<typeof concernedTicketRow>[];
  readonly invoices: readonly z.output<typeof concernedInvoiceRow>[];
};

export async function listMaterialConcerns(db: Db, ticketId: number): Promise<MaterialConcerns> {
  const [tickets, invoices] = await Promise.all([
    db('complaint_concerns as c')
      .join('tickets as t', 't.id', 'c.concerned_ticket_id')
      .where('c.ticket_id', ticketId)
      .orderBy('t.id')
      .select('t.number', 't.subject', 't.received_at'),
    db('complaint_concerns as c')
      .join('invoices as i', 'i.id', 'c.invoice_id')
      .where('c.ticket_id', ticketId)
      .orderBy('i.id')
      .select('i.number', 'i.total_cents', 'i.document_id', db.raw('i.issued_on::text')),
  ]);
  return {
    tickets: decodeRows(concernedTicketRow, tickets),
    invoices: decodeRows(concernedInvoiceRow, invoices),
  };
}
