import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const limitRow = z
  .object({
    ticket_id: z.number(),
    level: z.literal([1, 2, 3]),
    owed_at: z.date().nullable(),
    ended: z.boolean(),
    zone: z.string(),
    answer: z.enum(['pending', 'given', 'voided']).nullable(),
  })
  .transform((row) => ({
    ticketId: row.ticket_id,
    level: row.level,
    owedAt: row.owed_at,
    ended: row.ended,
    /** The provider's, whose days these are. */
    timeZone: row.zone,
    answer: row.answer,
  }));

/** The limit of a complaint that comes first, and what became of its level's last answer. */
export type ComplaintLimit = z.output<typeof limitRow>;

/** By ticket id, those of these tickets that are complaints. */
export async function listComplaintLimits(
  db: Db,
  tickets: readonly { readonly id: number; readonly kind: string }[],
): Promise<Map<number, ComplaintLimit>> {
  const ids = tickets.filter(({ kind }) => kind === 'complaint').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { rows } = await db.raw(
    `select c.ticket_id, c.level, c.owed_at, c.ended_at is not null as ended,
            (select value->>'timeZone' from settings where name = 'provider') as zone,
            (select case when a.voided_at is not null then 'voided'
                         when a.given_at is not null then 'given' else 'pending' end
               from complaint_answers a
              where a.ticket_id = c.ticket_id and a.level = least(c.level, 2)
              order by a.id desc limit 1) as answer
       from complaints c where c.ticket_id = any(:ids)`,
    { ids } as never,
  );
  return new Map(decodeRows(limitRow, rows).map((limit) => [limit.ticketId, limit]));
}
