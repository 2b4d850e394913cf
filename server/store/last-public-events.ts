import { STAFF_ONLY_EVENTS, type TicketEvent } from '../domain/ticket/event.ts';
import type { Db } from './connect.ts';

export type LastPublicEvent = Pick<TicketEvent, 'type' | 'at'>;

/**
 * The last thing that happened to each ticket among those its customer is told (I3, V6). Of a
 * complaint its steps are told, rather than the status that follows from them.
 */
export async function lastPublicEvents(
  db: Db,
  ticketIds: readonly number[],
): Promise<Map<number, LastPublicEvent>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await db.raw(
    `select asked.id, e.type, e.at
       from unnest(:ids::bigint[]) asked (id)
       cross join lateral (
         select type, at from events
          where ticket_id = asked.id and type <> all (:staffOnly)
            and (type <> 'status_changed' or not exists (
              select from complaints where ticket_id = asked.id))
          order by seq desc limit 1) e`,
    { ids: ticketIds as never, staffOnly: STAFF_ONLY_EVENTS as never },
  );
  return new Map(
    rows.map(({ id, type, at }: { id: number } & LastPublicEvent) => [id, { type, at }]),
  );
}
