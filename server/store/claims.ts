import { z } from 'zod';
import type { ClaimLimits } from '../domain/billing/claim-cap.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const limits = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('credit_is_whole') }),
  z.object({
    kind: z.literal('capped'),
    capCents: z.number(),
    by: z.enum(['direct_loss', 'paid']),
    paidCents: z.number(),
    paidFrom: z.string(),
    paidUntil: z.string(),
  }),
]);
/** Limits as they are kept: whoever records a claim knows what was paid, where it counts. */
export type KeptLimits = Exclude<ClaimLimits, { kind: 'paid_missing' }>;

const claimRow = z
  .object({
    id: z.number(),
    claimed_on: z.string(),
    direct_loss_cents: z.number(),
    limits,
    recorded_at: z.date(),
    recorder: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    claimedOn: row.claimed_on,
    directLossCents: row.direct_loss_cents,
    limits: row.limits,
    recordedAt: row.recorded_at,
    recordedBy: row.recorder,
  }));
export type CompensationClaim = z.output<typeof claimRow>;

export async function insertClaim(
  db: Db,
  claim: {
    ticketId: number;
    claimedOn: string;
    directLossCents: number;
    limits: KeptLimits;
    recordedBy: number;
  },
  now: Date,
): Promise<number> {
  const rows = await db('compensation_claims')
    .insert({
      ticket_id: claim.ticketId,
      claimed_on: claim.claimedOn,
      direct_loss_cents: claim.directLossCents,
      limits: JSON.stringify(claim.limits),
      recorded_by: claim.recordedBy,
      recorded_at: now,
    })
    .returning('id');
  return rows[0].id;
}

/** What was asked as compensation on a ticket, the oldest first. */
export async function listClaims(db: Db, ticketId: number): Promise<CompensationClaim[]> {
  const rows = await db('compensation_claims as c')
    .join('users as u', 'u.id', 'c.recorded_by')
    .where('c.ticket_id', ticketId)
    .orderBy('c.id')
    .select('c.*', 'u.name as recorder');
  return decodeRows(claimRow, rows);
}
