import { z } from 'zod';
import type { CreditComputation } from '../domain/billing/service-credit.ts';
import { TARGET_NAMES, type TargetName } from '../domain/sla/target.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

export const CREDIT_STATES = ['proposed', 'approved', 'rejected'] as const;
export type CreditState = (typeof CREDIT_STATES)[number];

const computation: z.ZodType<CreditComputation> = z.object({
  lateMinutes: z.number(),
  periodMinutes: z.number(),
  startedPeriods: z.number(),
  basisPointsPerPeriod: z.number(),
  capBasisPoints: z.number(),
  basisPoints: z.number(),
  capped: z.boolean(),
  monthlyPriceCents: z.number(),
  amountCents: z.number(),
});
const creditRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    service_id: z.number(),
    target: z.enum(TARGET_NAMES),
    breached_at: z.date(),
    amount_cents: z.number(),
    computation,
    state: z.enum(CREDIT_STATES),
    decided_at: z.date().nullable(),
    reason: z.string().nullable(),
    proposed_at: z.date(),
    number: z.string(),
    subject: z.string(),
    customer_id: z.number(),
    customer_name: z.string(),
    quality: z.enum(['consumer', 'professional', 'unknown']),
    service_name: z.string(),
    decider: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    serviceId: row.service_id,
    target: row.target,
    breachedAt: row.breached_at,
    amountCents: row.amount_cents,
    computation: row.computation,
    state: row.state,
    decidedAt: row.decided_at,
    reason: row.reason,
    proposedAt: row.proposed_at,
    ticket: { number: row.number, subject: row.subject },
    customer: { id: row.customer_id, name: row.customer_name, quality: row.quality },
    serviceName: row.service_name,
    decidedBy: row.decider,
  }));
export type ServiceCredit = z.output<typeof creditRow>;

function credits(db: Db) {
  return db('service_credits as c')
    .join('tickets as t', 't.id', 'c.ticket_id')
    .join('customers as k', 'k.id', 't.customer_id')
    .join('services as s', 's.id', 'c.service_id')
    .leftJoin('users as u', 'u.id', 'c.decided_by')
    .select('c.*', 't.number', 't.subject', 't.customer_id', 'k.quality')
    .select('k.name as customer_name', 's.name as service_name', 'u.name as decider');
}

/** Proposes a credit. @returns null where one was for this very deadline: the key decides. */
export async function insertCredit(
  db: Db,
  credit: {
    ticketId: number;
    serviceId: number;
    target: TargetName;
    breachedAt: Date;
    computation: CreditComputation;
  },
  now: Date,
): Promise<number | null> {
  const rows = await db('service_credits')
    .insert({
      ticket_id: credit.ticketId,
      service_id: credit.serviceId,
      target: credit.target,
      breached_at: credit.breachedAt,
      amount_cents: credit.computation.amountCents,
      computation: JSON.stringify(credit.computation),
      state: 'proposed',
      proposed_at: now,
    })
    .onConflict(['ticket_id', 'target', 'breached_at'])
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

export async function findCredit(db: Db, id: number): Promise<ServiceCredit | null> {
  return decodeFirst(creditRow, await credits(db).where('c.id', id).limit(1));
}

/** Decides a credit, once. @returns false where it was decided already */
export async function settleCredit(
  db: Db,
  id: number,
  decision: { state: 'approved' | 'rejected'; decidedBy: number; reason: string | null },
  now: Date,
): Promise<boolean> {
  const changed = await db('service_credits').where({ id, state: 'proposed' }).update({
    state: decision.state,
    decided_by: decision.decidedBy,
    decided_at: now,
    reason: decision.reason,
  });
  return changed === 1;
}

/** Credits that wait for a decision, or those that have one; the newest first. */
export async function listCredits(
  db: Db,
  { proposed, limit, before }: { proposed: boolean; limit: number; before: number | null },
): Promise<ServiceCredit[]> {
  const query = credits(db).orderBy('c.id', 'desc').limit(limit);
  query.whereRaw(proposed ? `c.state = 'proposed'` : `c.state <> 'proposed'`);
  if (before !== null) query.where('c.id', '<', before);
  return decodeRows(creditRow, await query);
}

/** What was proposed for a ticket's missed commitments, the oldest first. */
export async function listCreditsOf(db: Db, ticketId: number): Promise<ServiceCredit[]> {
  return decodeRows(creditRow, await credits(db).where('c.ticket_id', ticketId).orderBy('c.id'));
}
