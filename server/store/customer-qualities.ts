import { z } from 'zod';
import type { Db } from './connect.ts';
import { type Customer, QUALITIES } from './customers.ts';
import { decodeRows } from './rows.ts';

const changeRow = z
  .object({
    id: z.number(),
    quality_before: z.enum(QUALITIES),
    quality: z.enum(QUALITIES),
    evidence: z.string(),
    changed_by: z.string(),
    changed_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    from: row.quality_before,
    to: row.quality,
    evidence: row.evidence,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }));
/** A change of a customer's quality, with what it rests on. */
export type QualityChange = z.output<typeof changeRow>;

export async function insertQualityChange(
  db: Db,
  change: {
    customerId: number;
    from: Customer['quality'];
    to: Customer['quality'];
    evidence: string;
    changedBy: number;
  },
  now: Date,
): Promise<void> {
  await db('customer_qualities').insert({
    customer_id: change.customerId,
    quality_before: change.from,
    quality: change.to,
    evidence: change.evidence,
    changed_by: change.changedBy,
    changed_at: now,
  });
}

/** What became of a customer's quality, the latest first. */
export async function listQualityChanges(
  db: Db,
  customerId: number,
  limit: number,
): Promise<QualityChange[]> {
  const rows = await db('customer_qualities as q')
    .join('users as u', 'u.id', 'q.changed_by')
    .where('q.customer_id', customerId)
    .orderBy('q.id', 'desc')
    .limit(limit)
    .select('q.*', 'u.name as changed_by');
  return decodeRows(changeRow, rows);
}
