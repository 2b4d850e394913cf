import { z } from 'zod';
import type { Targets } from '../domain/plan/plan.ts';
import type { Db } from './connect.ts';
import { targetsValue } from './plans.ts';
import { decodeFirst, decodeRow, decodeRows } from './rows.ts';

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

/** A customer's services that have not ended, the oldest first. */
export async function listServices(db: Db, customerId: number): Promise<Service[]> {
  const rows = await db('services')
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
  const rows = await db('services')
    .where({ customer_id: customerId })
    .whereNotNull('ended_at')
    .orderBy('ended_at', 'desc')
    .limit(limit);
  return decodeRows(serviceRow, rows);
}

export async function findService(db: Db, id: number): Promise<Service | null> {
  return decodeFirst(serviceRow, await db('services').where({ id }).limit(1));
}

export async function insertService(
  db: Db,
  service: Omit<Service, 'id' | 'endedAt'>,
  now: Date,
): Promise<Service> {
  const rows = await db('services')
    .insert({ ...columns(service), customer_id: service.customerId, created_at: now })
    .returning('*');
  return decodeRow(serviceRow, rows[0]);
}

export async function updateService(
  db: Db,
  id: number,
  service: Omit<Service, 'id' | 'customerId'>,
): Promise<void> {
  await db('services')
    .where({ id })
    .update({ ...columns(service), ended_at: service.endedAt });
}

function columns(service: {
  name: string;
  planId: number | null;
  conditions: Targets | null;
  monthlyPriceCents: number | null;
}) {
  return {
    name: service.name,
    plan_id: service.planId,
    conditions: service.conditions === null ? null : JSON.stringify(service.conditions),
    monthly_price_cents: service.monthlyPriceCents,
  };
}
