import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const attachmentRow = z
  .object({
    id: z.number(),
    message_id: z.number(),
    ticket_id: z.number(),
    name: z.string(),
    content_type: z.string(),
    content_id: z.string().nullable(),
    inline: z.boolean(),
    size: z.number(),
    digest: z.instanceof(Uint8Array),
  })
  .transform((row) => ({
    id: row.id,
    messageId: row.message_id,
    ticketId: row.ticket_id,
    name: row.name,
    contentType: row.content_type,
    contentId: row.content_id,
    inline: row.inline,
    size: row.size,
    digest: row.digest,
  }));
export type Attachment = z.output<typeof attachmentRow>;

/** A file on its way in. */
export type NewAttachment = {
  name: string;
  contentType: string;
  contentId: string | null;
  inline: boolean;
  bytes: Uint8Array;
  digest: Uint8Array;
};

export async function insertAttachments(
  db: Db,
  { ticketId, messageId }: { ticketId: number; messageId: number },
  files: readonly NewAttachment[],
): Promise<void> {
  if (files.length === 0) return;
  const rows = await db('attachments')
    .insert(
      files.map((file) => ({
        message_id: messageId,
        ticket_id: ticketId,
        name: file.name,
        content_type: file.contentType,
        content_id: file.contentId,
        inline: file.inline,
        size: file.bytes.byteLength,
        digest: file.digest,
      })),
    )
    .returning('id');
  // one statement a file: together they could pass the size a statement may have
  for (const [index, { id }] of rows.entries()) {
    await db('attachment_contents').insert({
      attachment_id: id,
      bytes: files[index]?.bytes,
    });
  }
}

export async function listAttachments(
  db: Db,
  messageIds: readonly number[],
): Promise<Attachment[]> {
  const rows = await db('attachments')
    .whereIn('message_id', messageIds)
    .orderBy(['message_id', 'id']);
  return decodeRows(attachmentRow, rows);
}

/** An attachment with what decides who may read it. */
export async function findAttachment(
  db: Db,
  id: number,
): Promise<(Attachment & { customerId: number; visibility: 'public' | 'internal' }) | null> {
  const row = await db('attachments as a')
    .join('tickets as t', 't.id', 'a.ticket_id')
    .join('messages as m', 'm.id', 'a.message_id')
    .where('a.id', id)
    .first('a.*', 't.customer_id', 'm.visibility');
  const attachment = decodeFirst(attachmentRow, row ? [row] : []);
  return attachment && { ...attachment, customerId: row.customer_id, visibility: row.visibility };
}

/** Part of a file's bytes, from `offset` (counted from 0). */
export async function readAttachmentPart(
  db: Db,
  id: number,
  offset: number,
  length: number,
): Promise<Buffer> {
  const row = await db('attachment_contents')
    .where({ attachment_id: id })
    .first(db.raw('substring(bytes from ? for ?) as part', [offset + 1, length]));
  return row?.part ?? Buffer.alloc(0);
}
