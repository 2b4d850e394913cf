import { z } from 'zod';
import { isRequestKind } from '../domain/contract-request/event.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const limitRow = z
  .object({
    ticket_id: z.number(),
    name: z.enum(['refund', 'termination']),
    due_at: z.date(),
    met_at: z.date().nullable(),
    state: z.string(),
    zone: z.string(),
  })
  .transform((row) => ({
    ticketId: row.ticket_id,
    name: row.name,
    dueAt: row.due_at,
    done: row.met_at !== null,
    inTime: row.state === 'met',
    /** The provider's, whose days these are. */
    timeZone: row.zone,
  }));

/** Until when a contract request is to be refunded or confirmed, and whether it was. */
export type RequestLimit = z.output<typeof limitRow>;

/** By ticket id, those of these tickets on which a refund or a confirmation is owed, or was. */
export async function listRequestLimits(
  db: Db,
  tickets: readonly { readonly id: number; readonly kind: string }[],
): Promise<Map<number, RequestLimit>> {
  const ids = tickets.filter(({ kind }) => isRequestKind(kind)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { rows } = await db.raw(
    `select ticket_id, name, due_at, met_at, state,
            (select value->>'timeZone' from settings where name = 'provider') as zone
       from deadlines where ticket_id = any(:ids) and name in ('refund', 'termination')`,
    { ids } as never,
  );
  return new Map(decodeRows(limitRow, rows).map((limit) => [limit.ticketId, limit]));
}
