import { z } from 'zod';
import type { Db } from './connect.ts';
import { type Cursor, type Page, toPage } from './page.ts';
import { decodeRows } from './rows.ts';
import { type ListedTicket, listTicketsById } from './ticket-lists.ts';

/** After every limit there is: where nothing is owed. The index says the same instant. */
const NOTHING_OWED = new Date('9999-01-01T00:00:00.000Z');
const OWED = `coalesce(owed_at, timestamptz '9999-01-01 00:00:00+00')`;

const keyRow = z.object({ ticket_id: z.number(), owed_at: z.date().nullable() });

/**
 * The complaints that have not ended: what is owed soonest first, and last those that only wait for
 * their customer, or for a mediator without a limit yet.
 */
export async function listComplaintQueue(
  db: Db,
  { size, before }: { size: number; before: Cursor | null },
): Promise<Page<ListedTicket>> {
  const query = db('complaints').whereNull('ended_at');
  if (before) query.whereRaw(`(${OWED}, ticket_id) > (?, ?)`, [before.at, before.id]);
  const rows = await query
    .orderByRaw(`${OWED}, ticket_id`)
    .limit(size + 1)
    .select('ticket_id', 'owed_at');
  const page = toPage(decodeRows(keyRow, rows), size, (row) => ({
    at: row.owed_at ?? NOTHING_OWED,
    id: row.ticket_id,
  }));
  const ids = page.rows.map((row) => row.ticket_id);
  const found = new Map((await listTicketsById(db, ids)).map((ticket) => [ticket.id, ticket]));
  return { rows: ids.flatMap((id) => found.get(id) ?? []), next: page.next };
}
