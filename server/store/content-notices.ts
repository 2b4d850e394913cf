import { z } from 'zod';
import { AUTHOR_CONTACTED, NOTICE_GROUNDS } from '../domain/conduct/content-notice.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const noticeRow = z
  .object({
    location: z.string(),
    ground: z.enum(NOTICE_GROUNDS),
    author_contacted: z.enum(AUTHOR_CONTACTED),
    received_at: z.date(),
  })
  .transform((row) => ({
    location: row.location,
    ground: row.ground,
    authorContacted: row.author_contacted,
    receivedAt: row.received_at,
  }));
/** A notice of illegal content, as its form was filled in (I5, LCEN art. 6). */
export type ContentNotice = z.output<typeof noticeRow>;

/** Keeps a notice with its ticket. The good faith was declared: without it there is no notice. */
export async function insertContentNotice(
  db: Db,
  ticketId: number,
  notice: ContentNotice,
): Promise<void> {
  await db('content_notices').insert({
    ticket_id: ticketId,
    location: notice.location,
    ground: notice.ground,
    good_faith: true,
    author_contacted: notice.authorContacted,
    received_at: notice.receivedAt,
  });
}

export async function findContentNotice(db: Db, ticketId: number): Promise<ContentNotice | null> {
  const rows = await db('content_notices').where({ ticket_id: ticketId }).limit(1);
  return decodeFirst(noticeRow, rows);
}
