import { z } from 'zod';
import type { Suspension } from '../domain/sla/pause.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

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

/** The windows that stand for a service: what was cancelled is left out (H4). */
export async function listSuspensionsOf(db: Db, serviceId: number | null): Promise<Suspension[]> {
  if (serviceId === null) return [];
  const rows = await db('suspension_services as s')
    .join('suspensions as w', 'w.id', 's.suspension_id')
    .where('s.service_id', serviceId)
    .whereNull('w.cancelled_at')
    .orderBy('w.starts_at')
    .select('w.id', 'w.cause', 'w.starts_at', 'w.ends_at', 'w.published_at', 'w.published_by');
  return decodeRows(windowRow, rows);
}
