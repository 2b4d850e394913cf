import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const headRow = z
  .object({
    id: z.number(),
    number: z.string(),
    head_seq: z.number(),
    head_hash: z.instanceof(Uint8Array),
  })
  .transform((row) => ({
    ticketId: row.id,
    number: row.number,
    head: { seq: row.head_seq, hash: row.head_hash },
  }));
export type ChainHead = z.output<typeof headRow>;

/** Where the history of each ticket ends by its own row, in the order of ids, after `after`. */
export async function listChainHeads(db: Db, after: number, limit: number): Promise<ChainHead[]> {
  const rows = await db('tickets')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'number', 'head_seq', 'head_hash');
  return decodeRows(headRow, rows);
}
