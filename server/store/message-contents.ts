import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const contentRow = z.object({
  id: z.number(),
  ticket_id: z.number(),
  subject: z.string().nullable(),
  body: z.string(),
  quoted: z.string(),
  html: z.string().nullable(),
  salt: z.instanceof(Uint8Array),
  attachments: z.array(z.object({ name: z.string(), digest: z.string() })),
});
export type MessageContent = z.output<typeof contentRow>;

/**
 * What was said on these tickets, as it is stored now, with the digests of the files' bytes
 * computed anew by the database: what the digests in the history are checked against.
 */
export async function listMessageContents(
  db: Db,
  ticketIds: readonly number[],
): Promise<MessageContent[]> {
  const { rows } = await db.raw(
    `select m.id, m.ticket_id, m.subject, m.body, m.quoted, m.html, m.salt,
            coalesce(
              (select json_agg(json_build_object(
                        'name', a.name, 'digest', encode(sha256(c.bytes), 'hex')) order by a.id)
                 from attachments a join attachment_contents c on c.attachment_id = a.id
                where a.message_id = m.id), '[]') as attachments
       from messages m where m.ticket_id = any(?)`,
    [ticketIds as number[]],
  );
  return decodeRows(contentRow, rows);
}
