import type { WorkingNow } from '../domain/provider/working-now.ts';
import { complaintNext } from '../presenters/complaint-next.ts';
import { listMark, marked } from '../presenters/live-marks.ts';
import { lastPublic, portalTicketRow } from '../presenters/ticket-views.ts';
import { type ComplaintPaths, loadComplaintPaths } from '../store/complaint-paths.ts';
import { type LastPublicEvent, lastPublicEvents } from '../store/last-public-events.ts';
import { decodeCursor, type Page } from '../store/page.ts';
import { type ListedTicket, listCustomerTickets } from '../store/ticket-lists.ts';
import type { PortalTicketRow } from '../views/models/portal.ts';
import type { HttpDeps } from './deps.ts';

export type OwnTickets = Page<ListedTicket> & {
  last: Map<number, LastPublicEvent>;
  paths: ComplaintPaths | null;
  now: Date;
};

/** A customer's own tickets, with the last thing that it was told about each (I3). */
export async function loadOwnTickets(
  { database, clock }: HttpDeps,
  customerId: number,
  { size, before }: { size: number; before?: string | undefined },
): Promise<OwnTickets> {
  const page = await listCustomerTickets(database, {
    customerId,
    size,
    before: decodeCursor(before),
  });
  const ids = page.rows.map(({ id }) => id);
  const [last, paths] = await Promise.all([
    lastPublicEvents(database, ids),
    loadComplaintPaths(database, page.rows),
  ]);
  return { ...page, last, paths, now: clock() };
}

/** What a page that begins with the latest tickets listens to. */
export function ownStream(customerId: number, { rows }: OwnTickets): string {
  return marked(`customer:${customerId}`, listMark(rows[0]?.lastPublicAt));
}

export function portalRows(
  { rows, last, paths, now }: OwnTickets,
  working: WorkingNow,
): PortalTicketRow[] {
  return rows.map((ticket) => {
    const event = last.get(ticket.id) ?? { type: 'ticket_opened', at: ticket.receivedAt };
    return portalTicketRow(ticket, lastPublic(event), working, complaintNext(paths, ticket, now));
  });
}
