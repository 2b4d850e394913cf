import { z } from 'zod';
import type { Suspension } from '../domain/sla/pause.ts';
import type { Db } from './connect.ts';
import { decodeRow, decodeRows } from './rows.ts';

const windowRow = z
  .object({
    id: z.number(),
    cause: z.enum(['maintenance', 'suspension', 'force_majeure']),
    starts_at: z.date(),
    ends_at: z.date().nullable(),
    published_at: z.date(),
    published_by: z.number(),
  })
  .transform(
    (row): Suspension => ({
      cause: row.cause,
      from: row.starts_at,
      to: row.ends_at,
      publishedAt: row.published_at,
      by: { user: row.published_by },
      reference: String(row.id),
    }),
  );

const COLUMNS = ['w.id', 'w.cause', 'w.starts_at', 'w.ends_at', 'w.published_at', 'w.published_by'];

/** The windows that stand for a service: what was cancelled is left out (H4). */
export async function listSuspensionsOf(db: Db, serviceId: number | null): Promise<Suspension[]> {
  if (serviceId === null) return [];
  const rows = await db('suspension_services as s')
    .join('suspensions as w', 'w.id', 's.suspension_id')
    .where('s.service_id', serviceId)
    .whereNull('w.cancelled_at')
    .orderBy('w.starts_at')
    .select(COLUMNS);
  return decodeRows(windowRow, rows);
}

/** The same for several services at once. */
export async function listSuspensionsByService(
  db: Db,
  serviceIds: readonly number[],
): Promise<Map<number, Suspension[]>> {
  const rows = await db('suspension_services as s')
    .join('suspensions as w', 'w.id', 's.suspension_id')
    .whereIn('s.service_id', serviceIds)
    .whereNull('w.cancelled_at')
    .orderBy('w.starts_at')
    .select('s.service_id', ...COLUMNS);
  const found = new Map<number, Suspension[]>(serviceIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.service_id)?.push(decodeRow(windowRow, row));
  return found;
}
