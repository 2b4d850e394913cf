import { z } from 'zod';
import { TERRITORIES, type Territory } from '../domain/billing/territory.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRow } from './rows.ts';

export const QUALITIES = ['consumer', 'professional', 'unknown'] as const;

const customerRow = z
  .object({
    id: z.number(),
    name: z.string(),
    quality: z.enum(QUALITIES),
    territory: z.enum(TERRITORIES),
    confirmed_at: z.date().nullable(),
    created_at: z.date(),
    colleagues_join: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    quality: row.quality,
    territory: row.territory,
    confirmedAt: row.confirmed_at,
    createdAt: row.created_at,
    /** Whether a contact who answers a mail of a ticket takes part in it by itself. */
    colleaguesJoin: row.colleagues_join,
  }));
export type Customer = z.output<typeof customerRow>;

export async function insertCustomer(
  db: Db,
  customer: Omit<Customer, 'id' | 'colleaguesJoin'>,
): Promise<Customer> {
  const rows = await db('customers')
    .insert({
      name: customer.name,
      quality: customer.quality,
      territory: customer.territory,
      confirmed_at: customer.confirmedAt,
      created_at: customer.createdAt,
    })
    .returning('*');
  return decodeRow(customerRow, rows[0]);
}

export async function findCustomer(db: Db, id: number): Promise<Customer | null> {
  return decodeFirst(customerRow, await db('customers').where({ id }).limit(1));
}

/** Says who a stranger turned out to be. */
export async function updateCustomer(
  db: Db,
  id: number,
  change: { name: string; quality: Customer['quality']; confirmedAt: Date | null },
): Promise<void> {
  await db('customers')
    .where({ id })
    .update({ name: change.name, quality: change.quality, confirmed_at: change.confirmedAt });
}

/** The text as LIKE takes it for itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** A contact proved its address: the customer is somebody we can write to. */
export async function confirmCustomer(db: Db, id: number, now: Date): Promise<void> {
  await db('customers').where({ id }).whereNull('confirmed_at').update({ confirmed_at: now });
}

/** The support plan that a customer has; null for base support. */
export async function findCustomerPlan(db: Db, id: number): Promise<number | null> {
  const row = await db('customers').where({ id }).first('plan_id');
  return row?.plan_id ?? null;
}

export async function setCustomerPlan(db: Db, id: number, planId: number | null): Promise<void> {
  await db('customers').where({ id }).update({ plan_id: planId });
}

/** Says where a customer is, as far as tax goes (D4). */
export async function setCustomerTerritory(
  db: Db,
  id: number,
  territory: Territory,
): Promise<void> {
  await db('customers').where({ id }).update({ territory });
}

export async function setColleaguesJoin(db: Db, id: number, join: boolean): Promise<void> {
  await db('customers').where({ id }).update({ colleagues_join: join });
}
