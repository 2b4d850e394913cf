import { z } from 'zod';
import type { Db } from './connect.ts';
import { targetsValue } from './plans.ts';
import { decodeFirst, decodeRows } from './rows.ts';
import { insertConditions } from './service-conditions.ts';

const serviceRow = z
  .object({
    id: z.number(),
    customer_id: z.number(),
    name: z.string(),
    plan_id: z.number().nullable(),
    conditions: targetsValue.nullable(),
    monthly_price_cents: z.number().nullable(),
    ended_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    customerId: row.customer_id,
    name: row.name,
    planId: row.plan_id,
    conditions: row.conditions,
    monthlyPriceCents: row.monthly_price_cents,
    endedAt: row.ended_at,
  }));
export type Service = z.output<typeof serviceRow>;

/** Services with the particular conditions that are in force now. */
function services(db: Db) {
  const newest = db('service_conditions')
    .whereRaw('service_id = services.id')
    .orderBy('version', 'desc')
    .limit(1)
    .select('targets');
  return db('services').select('services.*', newest.as('conditions'));
}

/** A customer's services that have not ended, the oldest first. */
export async function listServices(db: Db, customerId: number): Promise<Service[]> {
  const rows = await services(db)
    .where({ customer_id: customerId })
    .whereNull('ended_at')
    .orderBy('id');
  return decodeRows(serviceRow, rows);
}

/** Those that have ended, the latest first. */
export async function listEndedServices(
  db: Db,
  customerId: number,
  limit: number,
): Promise<Service[]> {
  const rows = await services(db)
    .where({ customer_id: customerId })
    .whereNotNull('ended_at')
    .orderBy('ended_at', 'desc')
    .limit(limit);
  return decodeRows(serviceRow, rows);
}

export async function findService(db: Db, id: number): Promise<Service | null> {
  return decodeFirst(serviceRow, await services(db).where({ id }).limit(1));
}

type Facts = Pick<Service, 'name' | 'planId' | 'conditions' | 'monthlyPriceCents'>;

export async function insertService(
  db: Db,
  { customerId, ...facts }: Facts & { customerId: number },
  now: Date,
): Promise<{ id: number }> {
  const rows = await db('services')
    .insert({ ...columns(facts), customer_id: customerId, created_at: now })
    .returning('id');
  const { id } = rows[0];
  await insertConditions(db, id, facts.conditions, now);
  return { id };
}

export async function updateService(
  db: Db,
  id: number,
  service: Facts & { endedAt: Date | null },
  now: Date,
): Promise<void> {
  await db('services')
    .where({ id })
    .update({ ...columns(service), ended_at: service.endedAt });
  await insertConditions(db, id, service.conditions, now);
}

function columns({ name, planId, monthlyPriceCents }: Omit<Facts, 'conditions'>) {
  return { name, plan_id: planId, monthly_price_cents: monthlyPriceCents };
}
