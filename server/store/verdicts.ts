import { z } from 'zod';
import { OUTCOMES } from '../domain/diagnosis/outcome.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const verdictRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    outcome: z.enum(OUTCOMES),
    reasons: z.string(),
    salt: z.instanceof(Uint8Array),
    seconds: z.number(),
    document_id: z.number(),
    replaces_id: z.number().nullable(),
    change_message_id: z.number().nullable(),
    pronounced_by: z.number(),
    pronounced_at: z.date(),
    place: z.number(),
    name: z.string(),
    document_name: z.string().nullable(),
    change_reason: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    outcome: row.outcome,
    reasons: row.reasons,
    salt: row.salt,
    /** Of the entries of time that stood when it was pronounced. */
    seconds: row.seconds,
    documentId: row.document_id,
    documentName: row.document_name,
    /** The verdict that this one changes, and the note that says why. */
    replacesId: row.replaces_id,
    changeReason: row.change_reason,
    pronouncedBy: { id: row.pronounced_by, name: row.name },
    pronouncedAt: row.pronounced_at,
    /** Its place among the ticket's verdicts, from 1. */
    place: row.place,
  }));
/** What a diagnosis ended with (D2); it never changes, another one replaces it. */
export type Verdict = z.output<typeof verdictRow>;

export type NewVerdict = Pick<
  Verdict,
  'ticketId' | 'outcome' | 'reasons' | 'salt' | 'seconds' | 'documentId' | 'replacesId'
> & {
  changeMessageId: number | null;
  pronouncedBy: number;
};

/** @returns its id; null where another was pronounced first, or replaced the same: keys decide */
export async function insertVerdict(
  db: Db,
  verdict: NewVerdict,
  now: Date,
): Promise<number | null> {
  const rows = await db('verdicts')
    .insert({
      ticket_id: verdict.ticketId,
      outcome: verdict.outcome,
      reasons: verdict.reasons,
      salt: verdict.salt,
      seconds: verdict.seconds,
      document_id: verdict.documentId,
      replaces_id: verdict.replacesId,
      change_message_id: verdict.changeMessageId,
      pronounced_by: verdict.pronouncedBy,
      pronounced_at: now,
    })
    .onConflict()
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

/** Every verdict of a ticket, the first first. */
export async function listVerdicts(db: Db, ticketId: number): Promise<Verdict[]> {
  const rows = await db('verdicts as v')
    .join('users as u', 'u.id', 'v.pronounced_by')
    .leftJoin('documents as d', 'd.id', 'v.document_id')
    .leftJoin('messages as m', 'm.id', 'v.change_message_id')
    .where('v.ticket_id', ticketId)
    .orderBy('v.id')
    .select('v.*', 'u.name', 'd.name as document_name', 'm.body as change_reason')
    .select(db.raw('(row_number() over (order by v.id))::integer as place'));
  return decodeRows(verdictRow, rows);
}

/** The verdict that stands; null where none was pronounced. */
export async function findVerdict(db: Db, ticketId: number): Promise<Verdict | null> {
  const verdicts = await listVerdicts(db, ticketId);
  return verdicts.at(-1) ?? null;
}

const contentRow = z
  .object({
    id: z.number(),
    outcome: z.enum(OUTCOMES),
    reasons: z.string(),
    salt: z.instanceof(Uint8Array),
    seconds: z.number(),
    document_id: z.number(),
    replaces_id: z.number().nullable(),
    ticket_id: z.number(),
  })
  .transform(({ document_id, replaces_id, ticket_id, ...row }) => ({
    ...row,
    ticketId: ticket_id,
    documentId: document_id,
    replacesId: replaces_id,
  }));
export type VerdictContent = z.output<typeof contentRow>;

/** The verdicts of these tickets as they are stored now: what their digests are checked against. */
export async function listVerdictContents(
  db: Db,
  ticketIds: readonly number[],
): Promise<VerdictContent[]> {
  const rows = await db('verdicts')
    .whereIn('ticket_id', ticketIds)
    .select('id', 'ticket_id', 'outcome', 'reasons', 'salt', 'seconds', 'document_id')
    .select('replaces_id');
  return decodeRows(contentRow, rows);
}
