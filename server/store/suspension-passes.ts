import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';
import { ticketRow } from './tickets.ts';

/** Says how far a pass over a window's tickets got, null at its end, and when the next begins. */
export async function setPass(
  db: Db,
  suspensionId: number,
  { after, nextAt }: { after: number | null; nextAt: Date | null },
): Promise<void> {
  await db('suspensions')
    .where({ id: suspensionId })
    .update({ recompute_after: after, recompute_at: nextAt });
}

/** Windows with a pass under way, or due to begin. */
export async function listDuePasses(db: Db, now: Date, limit: number): Promise<number[]> {
  return db('suspensions')
    .whereNotNull('recompute_after')
    .orWhere('recompute_at', '<=', now)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
}

/**
 * Holds the next of the tickets that a window may touch, or touched as it stood before: of its
 * services, those still to be done and those that something happened on since it began.
 */
export async function lockTouchedTickets(
  db: Db,
  {
    suspensionId,
    after,
    limit,
  }: {
    suspensionId: number;
    after: number;
    limit: number;
  },
): Promise<Ticket[]> {
  const services = db('suspension_services')
    .where({ suspension_id: suspensionId })
    .select('service_id');
  const firstStart = db('suspension_notices')
    .where({ suspension_id: suspensionId })
    .min('starts_at');
  const rows = await db('tickets')
    .whereIn('service_id', services)
    .where('id', '>', after)
    .where((touched) =>
      touched
        .whereIn('status', ['new', 'open', 'waiting_customer'])
        .orWhere('last_activity_at', '>', firstStart),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate();
  return decodeRows(ticketRow, rows);
}
