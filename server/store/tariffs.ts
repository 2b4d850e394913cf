import { z } from 'zod';
import type { Tariff } from '../domain/billing/tariff.ts';
import type { Db } from './connect.ts';
import type { Cursor } from './page.ts';
import { decodeFirst, decodeRows } from './rows.ts';

/** A version as its columns have it; its date is a string where it travels inside JSON. */
export const tariffRow = z
  .object({
    id: z.number(),
    version: z.number(),
    effective_from: z.coerce.date(),
    unit_minutes: z.number(),
    minimum_units: z.number(),
    net_unit_cents: z.number(),
    gross_unit_cents: z.number(),
  })
  .transform(
    (row): Tariff => ({
      id: row.id,
      version: row.version,
      effectiveFrom: row.effective_from,
      unitMinutes: row.unit_minutes,
      minimumUnits: row.minimum_units,
      netUnitCents: row.net_unit_cents,
      grossUnitCents: row.gross_unit_cents,
    }),
  );

const LATEST_FIRST = 'effective_from desc, id desc';

export async function findTariff(db: Db, id: number): Promise<Tariff | null> {
  return decodeFirst(tariffRow, await db('tariff_versions').where({ id }).limit(1));
}

/** The version in force at an instant (D4); null where nobody had settled any by then. */
export async function tariffInForce(db: Db, at: Date): Promise<Tariff | null> {
  const query = db('tariff_versions').where('effective_from', '<=', at).orderByRaw(LATEST_FIRST);
  return decodeFirst(tariffRow, await query.limit(1));
}

/** Versions by the date they come into force, the latest first: those to come are among them. */
export async function listTariffs(
  db: Db,
  { limit, before }: { limit: number; before: Cursor | null },
): Promise<Tariff[]> {
  const query = db('tariff_versions').orderByRaw(LATEST_FIRST).limit(limit);
  if (before) query.whereRaw('(effective_from, id) < (?, ?)', [before.at, before.id]);
  return decodeRows(tariffRow, await query);
}

/** Adds the next version; of two at once, the unique key refuses the second. */
export async function insertTariff(
  db: Db,
  tariff: Omit<Tariff, 'id' | 'version'>,
  by: { userId: number | null; at: Date },
): Promise<Tariff> {
  const rows = await db('tariff_versions')
    .insert({
      version: db.raw('(select coalesce(max(version), 0) + 1 from tariff_versions)'),
      effective_from: tariff.effectiveFrom,
      unit_minutes: tariff.unitMinutes,
      minimum_units: tariff.minimumUnits,
      net_unit_cents: tariff.netUnitCents,
      gross_unit_cents: tariff.grossUnitCents,
      created_by: by.userId,
      created_at: by.at,
    })
    .returning('*');
  return tariffRow.parse(rows[0]);
}
