import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const agreementRow = z
  .object({
    id: z.number(),
    customer_id: z.number(),
    team_id: z.number(),
    team: z.string(),
    evidence: z.string(),
    recorder: z.string(),
    recorded_at: z.date(),
    withdrawer: z.string().nullable(),
    withdrawn_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    customerId: row.customer_id,
    team: { id: row.team_id, name: row.team },
    evidence: row.evidence,
    recordedBy: row.recorder,
    recordedAt: row.recorded_at,
    withdrawnBy: row.withdrawer,
    withdrawnAt: row.withdrawn_at,
  }));
/** A customer's agreement that a team outside the group works for it (2.4, H7). */
export type Agreement = z.output<typeof agreementRow>;

function agreements(db: Db) {
  return db('customer_agreements as a')
    .join('teams as t', 't.id', 'a.team_id')
    .join('users as r', 'r.id', 'a.recorded_by')
    .leftJoin('users as w', 'w.id', 'a.withdrawn_by')
    .select('a.*', 't.name as team', 'r.name as recorder', 'w.name as withdrawer');
}

/** A customer's agreements, the newest first, withdrawn ones included. */
export async function listAgreements(
  db: Db,
  customerId: number,
  limit: number,
): Promise<Agreement[]> {
  const rows = await agreements(db)
    .where('a.customer_id', customerId)
    .orderBy('a.id', 'desc')
    .limit(limit);
  return decodeRows(agreementRow, rows);
}

export async function findAgreement(db: Db, id: number): Promise<Agreement | null> {
  return decodeFirst(agreementRow, await agreements(db).where('a.id', id).limit(1));
}

/** Whether the customer agrees now that this team works for it. */
export async function hasAgreed(
  db: Db,
  { customerId, teamId }: { customerId: number; teamId: number },
): Promise<boolean> {
  const row = await db('customer_agreements')
    .where({ customer_id: customerId, team_id: teamId })
    .whereNull('withdrawn_at')
    .first('id');
  return row !== undefined;
}

/** @returns false where the customer had agreed already */
export async function insertAgreement(
  db: Db,
  agreement: { customerId: number; teamId: number; evidence: string; recordedBy: number },
  now: Date,
): Promise<boolean> {
  const rows = await db('customer_agreements')
    .insert({
      customer_id: agreement.customerId,
      team_id: agreement.teamId,
      evidence: agreement.evidence,
      recorded_by: agreement.recordedBy,
      recorded_at: now,
    })
    .onConflict(db.raw('(customer_id, team_id) where withdrawn_at is null'))
    .ignore()
    .returning('id');
  return rows.length === 1;
}

/** Ends an agreement, once. @returns false where it had ended */
export async function endAgreement(
  db: Db,
  id: number,
  { withdrawnBy, now }: { withdrawnBy: number; now: Date },
): Promise<boolean> {
  const changed = await db('customer_agreements')
    .where({ id })
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: now, withdrawn_by: withdrawnBy });
  return changed === 1;
}
