import { z } from 'zod';
import {
  AUDIENCES,
  CASE_FILE_ERRORS,
  CASE_FILE_STATES,
  type CaseFileError,
  type CaseFileForm,
  type CaseFileKey,
} from '../domain/case-file/case-file.ts';
import { KINDS } from '../domain/ticket/ticket.ts';
import { LOCALES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const caseFileRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    number: z.string(),
    customer_id: z.number(),
    kind: z.enum(KINDS),
    up_to: z.number(),
    up_to_at: z.date(),
    audience: z.enum(AUDIENCES),
    locale: z.enum(LOCALES),
    state: z.enum(CASE_FILE_STATES),
    progress: z.number(),
    making: z.number(),
    requested_by: z.string(),
    requested_at: z.date(),
    finished_at: z.date().nullable(),
    error: z.enum(CASE_FILE_ERRORS).nullable(),
    pdf_size: z.number().nullable(),
    pdf_digest: z.instanceof(Uint8Array).nullable(),
    zip_size: z.number().nullable(),
    zip_digest: z.instanceof(Uint8Array).nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    number: row.number,
    customerId: row.customer_id,
    ofComplaint: row.kind === 'complaint',
    upTo: row.up_to,
    /** When the event that it goes up to happened. */
    upToAt: row.up_to_at,
    audience: row.audience,
    locale: row.locale,
    state: row.state,
    /** Out of 100. */
    progress: row.progress,
    making: row.making,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
    error: row.error,
    pdf: made(row.pdf_size, row.pdf_digest),
    zip: made(row.zip_size, row.zip_digest),
  }));
/** A case file: what it is of, how far its making is, and what came of it. */
export type CaseFile = z.output<typeof caseFileRow>;
export type MadeFile = { readonly size: number; readonly digest: Uint8Array };

function made(size: number | null, digest: Uint8Array | null): MadeFile | null {
  return size === null || digest === null ? null : { size, digest };
}

function caseFiles(db: Db) {
  return db('case_files as f')
    .join('tickets as t', 't.id', 'f.ticket_id')
    .join('users as u', 'u.id', 'f.requested_by')
    .join('events as e', { 'e.ticket_id': 'f.ticket_id', 'e.seq': 'f.up_to' })
    .select(
      'f.*',
      't.number',
      't.customer_id',
      't.kind',
      'u.name as requested_by',
      'e.at as up_to_at',
    );
}

/**
 * Has one made, unless it is there already; one that failed is made again. The key decides between
 * two that ask at once.
 *
 * @returns its id, and whether it is now to be made
 */
export async function askForCaseFile(
  db: Db,
  { ticketId, upTo, audience, locale }: CaseFileKey,
  requestedBy: number,
  now: Date,
): Promise<{ id: number; queued: boolean }> {
  const key = { ticket_id: ticketId, up_to: upTo, audience, locale };
  const rows = await db('case_files')
    .insert({
      ...key,
      state: 'queued',
      progress: 0,
      requested_by: requestedBy,
      requested_at: now,
      touched_at: now,
    })
    .onConflict(['ticket_id', 'up_to', 'audience', 'locale'])
    .ignore()
    .returning('id');
  if (rows[0]) return { id: rows[0].id, queued: true };
  const again = await db('case_files')
    .where({ ...key, state: 'failed' })
    .update({ ...NOT_BEGUN, touched_at: now })
    .returning('id');
  if (again[0]) return { id: again[0].id, queued: true };
  const row = await db('case_files').where(key).first('id');
  return { id: row.id, queued: false };
}

const NOT_BEGUN = {
  state: 'queued',
  progress: 0,
  attempts: 0,
  finished_at: null,
  error: null,
  pdf_size: null,
  pdf_digest: null,
  zip_size: null,
  zip_digest: null,
};

/** Those of a ticket, the newest first, older than `before`. */
export async function listCaseFiles(
  db: Db,
  ticketId: number,
  {
    audience,
    limit,
    before,
  }: { audience: 'mediator' | null; limit: number; before: number | null },
): Promise<CaseFile[]> {
  const query = caseFiles(db).where('f.ticket_id', ticketId).orderBy('f.id', 'desc').limit(limit);
  if (audience !== null) query.where('f.audience', audience);
  if (before !== null) query.where('f.id', '<', before);
  return decodeRows(caseFileRow, await query);
}

export async function findCaseFile(db: Db, id: number): Promise<CaseFile | null> {
  return decodeFirst(caseFileRow, await caseFiles(db).where('f.id', id).limit(1));
}

/** Those that wait to be made, or whose making shows no life since `silentSince`. */
export async function listCaseFilesToMake(
  db: Db,
  silentSince: Date,
  limit: number,
): Promise<number[]> {
  return db('case_files')
    .whereIn('state', ['queued', 'making'])
    .where((due) => due.where('state', 'queued').orWhere('touched_at', '<', silentSince))
    .orderBy('touched_at')
    .limit(limit)
    .pluck('id');
}

/**
 * Begins to make one, unless somebody does.
 *
 * @returns which making of it this is, and which attempt; null where it isn't to be made
 */
export async function beginCaseFile(
  db: Db,
  id: number,
  { now, silentSince }: { now: Date; silentSince: Date },
): Promise<{ making: number; attempts: number } | null> {
  const rows = await db('case_files')
    .where({ id })
    .where((due) =>
      due
        .where('state', 'queued')
        .orWhere((silent) => silent.where('state', 'making').where('touched_at', '<', silentSince)),
    )
    .update({
      state: 'making',
      progress: 0,
      touched_at: now,
      making: db.raw('making + 1'),
      attempts: db.raw('attempts + 1'),
    })
    .returning(['making', 'attempts']);
  return rows[0] ?? null;
}

/** @returns false where this making is no longer the one that counts */
export async function moveCaseFileOn(
  db: Db,
  { id, making }: { id: number; making: number },
  progress: number,
  now: Date,
): Promise<boolean> {
  const moved = await db('case_files')
    .where({ id, making, state: 'making' })
    .update({ progress, touched_at: now });
  return moved === 1;
}

export async function finishCaseFile(
  db: Db,
  { id, making }: { id: number; making: number },
  { pdf, zip }: Record<CaseFileForm, MadeFile>,
  now: Date,
): Promise<boolean> {
  const finished = await db('case_files').where({ id, making, state: 'making' }).update({
    state: 'done',
    progress: 100,
    touched_at: now,
    finished_at: now,
    pdf_size: pdf.size,
    pdf_digest: pdf.digest,
    zip_size: zip.size,
    zip_digest: zip.digest,
  });
  return finished === 1;
}

export async function failCaseFile(
  db: Db,
  { id, making }: { id: number; making: number },
  error: CaseFileError,
  now: Date,
): Promise<void> {
  await db('case_files')
    .where({ id, making, state: 'making' })
    .update({ state: 'failed', error, touched_at: now, finished_at: now });
}

/**
 * Something was taken out of the ticket: what was made before of it, and of complaints about it, is
 * dropped, and made without it.
 */
export async function makeCaseFilesAnew(db: Db, ticketId: number, now: Date): Promise<number[]> {
  const rows: { id: number }[] = await db('case_files')
    .where((of) =>
      of
        .where({ ticket_id: ticketId })
        .orWhereIn(
          'ticket_id',
          db('complaint_concerns').where({ concerned_ticket_id: ticketId }).select('ticket_id'),
        ),
    )
    .whereNot('state', 'failed')
    .update({ ...NOT_BEGUN, making: db.raw('making + 1'), touched_at: now })
    .returning('id');
  const ids = rows.map(({ id }) => id);
  await db('case_file_parts').whereIn('case_file_id', ids).delete();
  return ids;
}
