import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { PathEvent } from '../domain/complaint/path.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { listPathEvents } from './events.ts';
import { loadComplaintBodies, loadProvider } from './settings.ts';

/** What the paths of several complaints are told with. */
export type ComplaintPaths = {
  /** By ticket id. */
  readonly events: ReadonlyMap<number, readonly PathEvent[]>;
  readonly bodies: ComplaintBodies;
  /** The provider's. */
  readonly timeZone: string;
};

/** The paths of the complaints among some tickets; null where there is none, and nothing is asked. */
export async function loadComplaintPaths(
  db: Db,
  tickets: readonly { readonly id: number; readonly kind: TicketKind }[],
): Promise<ComplaintPaths | null> {
  const ids = tickets.flatMap(({ id, kind }) => (kind === 'complaint' ? [id] : []));
  if (ids.length === 0) return null;
  const [events, bodies, { timeZone }] = await Promise.all([
    listPathEvents(db, ids),
    loadComplaintBodies(db),
    loadProvider(db),
  ]);
  return { events, bodies, timeZone };
}
