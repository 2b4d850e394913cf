import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { documentDigest } from '../domain/proof/document-digest.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

export const DOCUMENT_KINDS = ['diagnosis_report', 'invoice', 'complaint_answer'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const documentRow = z
  .object({
    id: z.number(),
    kind: z.enum(DOCUMENT_KINDS),
    customer_id: z.number(),
    ticket_id: z.number().nullable(),
    name: z.string(),
    content_type: z.string(),
    size: z.number(),
    salt: z.instanceof(Uint8Array),
    digest: z.instanceof(Uint8Array),
    created_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    ticketId: row.ticket_id,
    name: row.name,
    contentType: row.content_type,
    size: row.size,
    salt: row.salt,
    digest: row.digest,
    createdAt: row.created_at,
  }));
/** A document as it was given to its customer; it never changes. */
export type StoredDocument = z.output<typeof documentRow>;

export type NewDocument = {
  /** Drawn beforehand with `nextDocumentId`, where something else names it first. */
  id?: number;
  kind: DocumentKind;
  customerId: number;
  ticketId: number | null;
  name: string;
  contentType: string;
  bytes: Uint8Array;
};

export async function nextDocumentId(db: Db): Promise<number> {
  const { rows } = await db.raw(`select nextval(pg_get_serial_sequence('documents', 'id')) as id`);
  return rows[0].id;
}

/** Keeps a document byte for byte. @returns its id */
export async function insertDocument(db: Db, document: NewDocument, now: Date): Promise<number> {
  const salt = randomBytes(16);
  const rows = await db('documents')
    .insert({
      ...(document.id === undefined ? {} : { id: document.id }),
      kind: document.kind,
      customer_id: document.customerId,
      ticket_id: document.ticketId,
      name: document.name,
      content_type: document.contentType,
      size: document.bytes.byteLength,
      salt,
      digest: documentDigest(salt, document.bytes),
      created_at: now,
    })
    .returning('id');
  const { id } = rows[0];
  await db('document_contents').insert({ document_id: id, bytes: document.bytes });
  return id;
}

export async function findDocument(db: Db, id: number): Promise<StoredDocument | null> {
  return decodeFirst(documentRow, await db('documents').where({ id }).limit(1));
}

/** All of a document's bytes; null where they were erased. */
export async function readDocument(db: Db, id: number): Promise<Buffer | null> {
  const row = await db('document_contents').where({ document_id: id }).first('bytes');
  return row?.bytes ?? null;
}

/** What mails of ours carry, in the order it was put in them. */
export async function listDocumentsOfMails(
  db: Db,
  mailIds: readonly number[],
): Promise<(StoredDocument & { outboundEmailId: number })[]> {
  const rows = await db('outbound_email_documents as o')
    .join('documents as d', 'd.id', 'o.document_id')
    .whereIn('o.outbound_email_id', mailIds)
    .orderBy(['o.outbound_email_id', 'd.id'])
    .select('d.*', 'o.outbound_email_id');
  return decodeRows(documentRow, rows).map((document, index) => ({
    ...document,
    outboundEmailId: rows[index].outbound_email_id,
  }));
}

/** Puts documents in a mail of ours. */
export async function attachDocuments(
  db: Db,
  outboundEmailId: number,
  documentIds: readonly number[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await db('outbound_email_documents').insert(
    documentIds.map((id) => ({ outbound_email_id: outboundEmailId, document_id: id })),
  );
}

const contentRow = z
  .object({ id: z.number(), ticket_id: z.number(), digest: z.string() })
  .transform(({ ticket_id, ...row }) => ({ ...row, ticketId: ticket_id }));
export type DocumentContent = z.output<typeof contentRow>;

/** The digests of these tickets' documents, computed anew by the database from the bytes it has. */
export async function listDocumentContents(
  db: Db,
  ticketIds: readonly number[],
): Promise<DocumentContent[]> {
  const rows = await db('documents as d')
    .join('document_contents as c', 'c.document_id', 'd.id')
    .whereIn('d.ticket_id', ticketIds)
    .select('d.id', 'd.ticket_id', db.raw(`encode(sha256(d.salt || c.bytes), 'hex') as digest`));
  return decodeRows(contentRow, rows);
}
