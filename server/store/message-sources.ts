import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const sourceRow = z
  .object({
    ticket_id: z.number(),
    customer_id: z.number(),
    number: z.string(),
    author: z.string(),
    received_at: z.date(),
    notes: z.array(z.string()),
    bytes: z.instanceof(Uint8Array),
    size: z.number(),
  })
  .transform((row) => ({
    ticketId: row.ticket_id,
    customerId: row.customer_id,
    number: row.number,
    /** Who wrote it: the address. */
    author: row.author,
    receivedAt: row.received_at,
    notes: row.notes,
    /** The raw mail, or its beginning. */
    bytes: row.bytes,
    size: row.size,
  }));
/** The mail that brought a message. */
export type MessageSource = z.output<typeof sourceRow>;

/**
 * The mail that brought a message, as it came.
 *
 * @param limit bytes of it
 * @returns null where no mail did, or its bytes were taken away with what was redacted
 */
export async function findMessageSource(
  db: Db,
  messageId: number,
  limit: number,
): Promise<MessageSource | null> {
  const { rows } = await db.raw(
    `select t.id as ticket_id, t.customer_id, t.number, u.email as author, i.received_at, i.notes,
            substring(i.raw for :limit) as bytes, octet_length(i.raw) as size
       from messages m
       join tickets t on t.id = m.ticket_id
       join users u on u.id = m.author_id
       join inbound_emails i on i.message_id = m.id
      where m.id = :messageId and octet_length(i.raw) > 0
      order by i.id
      limit 1`,
    { messageId, limit },
  );
  return decodeFirst(sourceRow, rows);
}
