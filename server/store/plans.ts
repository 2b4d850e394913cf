import { z } from 'zod';
import { ESCALATION_AUDIENCES, type PlanDefinition, type Targets } from '../domain/plan/plan.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const minutes = z.number().int().nullable();
const target = z.object({
  first_response: minutes,
  next_update: minutes,
  diagnosis: minutes,
  restoration: minutes,
});
const byPriority = z.object({ urgent: target, high: target, normal: target, low: target });
export const targetsValue: z.ZodType<Targets> = z.object({
  incident: byPriority,
  information_request: byPriority,
});
export const planDefinition: z.ZodType<PlanDefinition> = z.object({
  calendars: z.object({ incident: z.number(), information_request: z.number() }),
  targets: targetsValue,
  escalation: z.array(z.object({ share: z.number(), to: z.array(z.enum(ESCALATION_AUDIENCES)) })),
  updateReminderMinutes: z.number(),
  credits: z
    .object({
      periodMinutes: z.number(),
      basisPoints: z.number(),
      capBasisPoints: z.number(),
    })
    .nullable(),
});
const planRow = z
  .object({
    id: z.number(),
    plan_id: z.number(),
    name: z.string(),
    base: z.boolean(),
    version: z.number(),
    effective_from: z.date(),
    definition: planDefinition,
  })
  .transform((row) => ({
    versionId: row.id,
    planId: row.plan_id,
    name: row.name,
    base: row.base,
    version: row.version,
    effectiveFrom: row.effective_from,
    definition: row.definition,
  }));
export type Plan = z.output<typeof planRow>;

function versions(db: Db) {
  return db('plan_versions as v')
    .join('support_plans as p', 'p.id', 'v.plan_id')
    .select(
      'v.id',
      'v.plan_id',
      'p.name',
      'p.base',
      'v.version',
      'v.effective_from',
      'v.definition',
    );
}

/** Every plan in its newest version, base support first. */
export async function listPlans(db: Db): Promise<Plan[]> {
  const newest = db('plan_versions').select(db.raw('max(id)')).groupBy('plan_id');
  const rows = await versions(db)
    .whereIn('v.id', newest)
    .orderBy([{ column: 'p.base', order: 'desc' }, 'p.name']);
  return decodeRows(planRow, rows);
}

/** The newest version of a plan. */
export async function findPlan(db: Db, planId: number): Promise<Plan | null> {
  const query = versions(db).where('v.plan_id', planId).orderBy('v.version', 'desc').limit(1);
  return decodeFirst(planRow, await query);
}

/** Every version of a plan, the newest first. */
export async function listPlanVersions(db: Db, planId: number): Promise<Plan[]> {
  const query = versions(db).where('v.plan_id', planId).orderBy('v.version', 'desc');
  return decodeRows(planRow, await query);
}

export async function findPlanVersion(db: Db, versionId: number): Promise<Plan | null> {
  return decodeFirst(planRow, await versions(db).where('v.id', versionId).limit(1));
}

/** The version of a plan that is in force at an instant. */
export async function planInForce(db: Db, planId: number, at: Date): Promise<Plan | null> {
  const query = versions(db)
    .where('v.plan_id', planId)
    .where('v.effective_from', '<=', at)
    .orderBy([
      { column: 'v.effective_from', order: 'desc' },
      { column: 'v.id', order: 'desc' },
    ])
    .limit(1);
  return decodeFirst(planRow, await query);
}

/**
 * What is in force at an instant for a service with its own plan, or else its customer's, or else
 * base support; null where there is no plan at all.
 */
export async function planFor(
  db: Db,
  { own, customers }: { own: number | null; customers: number | null },
  at: Date,
): Promise<Plan | null> {
  const planId = own ?? customers ?? (await db('support_plans').where({ base: true }).first())?.id;
  return planId === undefined ? null : planInForce(db, planId, at);
}

/** @returns null where a plan has this name */
export async function insertPlan(
  db: Db,
  plan: { name: string; base: boolean },
  now: Date,
): Promise<number | null> {
  const rows = await db('support_plans')
    .insert({ ...plan, created_at: now })
    .onConflict('name')
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

/** Adds the next version; of two at once, the unique key refuses the second. */
export async function insertPlanVersion(
  db: Db,
  planId: number,
  version: { definition: PlanDefinition; effectiveFrom: Date },
  now: Date,
): Promise<number> {
  const next = db.raw(
    '(select coalesce(max(version), 0) + 1 from plan_versions where plan_id = ?)',
    [planId],
  );
  const rows = await db('plan_versions')
    .insert({
      plan_id: planId,
      version: next,
      effective_from: version.effectiveFrom,
      definition: JSON.stringify(version.definition),
      created_at: now,
    })
    .returning('id');
  return rows[0].id;
}
