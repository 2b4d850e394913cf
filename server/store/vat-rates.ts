import { z } from 'zod';
import { TERRITORIES, type Territory } from '../domain/billing/territory.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const vatRateRow = z
  .object({
    id: z.number(),
    territory: z.enum(TERRITORIES),
    /** `YYYY-MM-DD` */
    effective_from: z.string(),
    basis_points: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    territory: row.territory,
    effectiveFrom: row.effective_from,
    basisPoints: row.basis_points,
  }));
/** From a day on, what a territory's rate is. */
export type VatRate = z.output<typeof vatRateRow>;

const COLUMNS = `id, territory, effective_from::text as effective_from, basis_points`;

/**
 * The rate of a territory on a day, in basis points (D4). Throws where there is none: the rates of
 * every territory are there from the first day of the database.
 *
 * @param day `YYYY-MM-DD`, in the provider's zone
 */
export async function vatRate(db: Db, territory: Territory, day: string): Promise<number> {
  const row = await db('vat_rates')
    .where({ territory })
    .where('effective_from', '<=', day)
    .orderBy([
      { column: 'effective_from', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first('basis_points');
  if (!row) throw new Error(`There is no VAT rate for ${territory} on ${day}`);
  return row.basis_points;
}

/** Each territory's rate on a day, and those already settled for later, the soonest first. */
export async function listVatRates(
  db: Db,
  day: string,
): Promise<{ inForce: VatRate[]; later: VatRate[] }> {
  const [inForce, later] = await Promise.all([
    db.raw(
      `select ${COLUMNS} from unnest(:territories::text[]) t,
         lateral (select * from vat_rates where territory = t and effective_from <= :day
                   order by effective_from desc, id desc limit 1) r`,
      { territories: [...TERRITORIES], day },
    ),
    db.raw(
      `select ${COLUMNS} from unnest(:territories::text[]) t,
         lateral (select * from vat_rates where territory = t and effective_from > :day
                   order by effective_from desc, id desc limit 20) r
        order by r.effective_from, r.id`,
      { territories: [...TERRITORIES], day },
    ),
  ]);
  return {
    inForce: decodeRows(vatRateRow, inForce.rows),
    later: decodeRows(vatRateRow, later.rows),
  };
}

export async function insertVatRate(
  db: Db,
  rate: Omit<VatRate, 'id'>,
  by: { userId: number | null; at: Date },
): Promise<void> {
  await db('vat_rates').insert({
    territory: rate.territory,
    effective_from: rate.effectiveFrom,
    basis_points: rate.basisPoints,
    created_by: by.userId,
    created_at: by.at,
  });
}
