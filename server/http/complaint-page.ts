import { isPathEvent } from '../domain/complaint/path-event.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { complaintPanel } from '../presenters/complaint-panel.ts';
import { listConcerned } from '../store/complaint-file.ts';
import { findComplaint } from '../store/complaints.ts';
import { loadComplaintBodies, loadProvider } from '../store/settings.ts';
import type { Form } from '../views/models/common.ts';
import type { ComplaintPanel } from '../views/models/complaints.ts';
import type { HttpDeps } from './deps.ts';

/** A ticket's complaint as its customer follows it; null for other kinds. */
export async function loadComplaintPanel(
  { database, clock }: HttpDeps,
  ticket: Ticket,
  events: readonly TicketEvent[],
  { referral }: { referral?: Form<'on'> } = {},
): Promise<ComplaintPanel | null> {
  if (ticket.kind !== 'complaint') return null;
  const [complaint, concerned, bodies, { timeZone }] = await Promise.all([
    findComplaint(database, ticket.id),
    listConcerned(database, ticket.id),
    loadComplaintBodies(database),
    loadProvider(database),
  ]);
  if (!complaint) return null;
  return complaintPanel({
    number: ticket.number,
    wanted: complaint.wanted,
    events: events.filter(isPathEvent),
    concerned,
    bodies,
    timeZone,
    now: clock(),
    ...(referral ? { referral } : {}),
  });
}
