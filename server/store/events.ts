import { z } from 'zod';
import type { PathEvent } from '../domain/complaint/path.ts';
import { isPathEvent } from '../domain/complaint/path-event.ts';
import type { ChainLink } from '../domain/proof/chain.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const eventRow = z
  .object({
    ticket_id: z.number(),
    seq: z.number(),
    type: z.string(),
    at: z.date(),
    canonical: z.string(),
    prev_hash: z.instanceof(Uint8Array),
    hash: z.instanceof(Uint8Array),
  })
  .transform(
    (row): ChainLink => ({
      ticketId: row.ticket_id,
      seq: row.seq,
      type: row.type,
      at: row.at,
      canonical: row.canonical,
      prevHash: row.prev_hash,
      hash: row.hash,
    }),
  );

/** Appends to a ticket's history; (ticket, seq) being the key, two writers can't both go on. */
export async function insertEvents(db: Db, links: readonly ChainLink[]): Promise<void> {
  await db('events').insert(
    links.map((link) => ({
      ticket_id: link.ticketId,
      seq: link.seq,
      type: link.type,
      at: link.at,
      canonical: link.canonical,
      prev_hash: link.prevHash,
      hash: link.hash,
    })),
  );
}

/** The history of several tickets as it is stored, by ticket and seq: for verification. */
export async function readChains(db: Db, ticketIds: readonly number[]): Promise<ChainLink[]> {
  const rows = await db('events').whereIn('ticket_id', ticketIds).orderBy(['ticket_id', 'seq']);
  return decodeRows(eventRow, rows);
}

/** One ticket's history, read. */
export async function listEvents(db: Db, ticketId: number): Promise<TicketEvent[]> {
  const links = await readChains(db, [ticketId]);
  return links.map(readEvent);
}

/** What a link of the chain says. */
export function readEvent(link: ChainLink): TicketEvent {
  const { type, actor, data } = JSON.parse(link.canonical);
  return { type, data, actor, ticketId: link.ticketId, seq: link.seq, at: link.at };
}

/** What of several tickets' histories is of a complaint's path, by ticket, in its order. */
export async function listPathEvents(
  db: Db,
  ticketIds: readonly number[],
): Promise<Map<number, PathEvent[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db('events')
    .whereIn('ticket_id', [...ticketIds])
    .whereRaw("type like any (array['complaint\\_%', 'mediation\\_%'])")
    .orderBy(['ticket_id', 'seq']);
  const byTicket = new Map<number, PathEvent[]>();
  for (const event of decodeRows(eventRow, rows).map(readEvent).filter(isPathEvent)) {
    byTicket.set(event.ticketId, [...(byTicket.get(event.ticketId) ?? []), event]);
  }
  return byTicket;
}
