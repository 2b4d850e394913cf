import { regimeOf, type TicketKind } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';

/** Writes what a ticket's first response took; null takes it back. */
export async function saveMeasuredResponse(
  db: Db,
  ticket: { id: number; kind: TicketKind; receivedAt: Date },
  elapsedMs: number | null,
): Promise<void> {
  if (elapsedMs === null) {
    await db('measured_responses').where({ ticket_id: ticket.id }).delete();
    return;
  }
  await db('measured_responses')
    .insert({
      ticket_id: ticket.id,
      kind: regimeOf(ticket.kind),
      received_at: ticket.receivedAt,
      elapsed_ms: Math.round(elapsedMs),
    })
    .onConflict('ticket_id')
    .merge();
}
