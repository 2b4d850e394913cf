import type { WorkingNow } from '../domain/provider/working-now.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { regimeOf } from '../domain/ticket/ticket.ts';
import type { ListedTicket } from '../store/ticket-lists.ts';
import type { ClockView } from '../views/models/common.ts';
import type { ComplaintRow, RequestRow } from '../views/models/complaint-desk.ts';
import type { ComplaintNext } from '../views/models/complaints.ts';
import type {
  PortalTicketRow,
  PortalTicketSummary,
  PublicEventType,
} from '../views/models/portal.ts';
import type { TicketRow, TicketSummary } from '../views/models/tickets.ts';
import { channelView } from './event-view.ts';

/** A ticket as the desk's queue shows it. */
export function ticketRow(
  ticket: ListedTicket,
  clock: ClockView | null,
  { complaint, request }: { complaint: ComplaintRow | null; request: RequestRow | null },
): TicketRow {
  return {
    id: String(ticket.id),
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    status: ticket.status,
    priority: ticket.priority,
    customer: { name: ticket.customer.name, zone: ticket.requester.timeZone },
    assignee: personView(ticket.assignee),
    last: { at: ticket.lastActivityAt, by: ticket.lastBy },
    // nobody waits for the mail of what is over
    mailTrouble: isEnded(ticket.status) ? null : ticket.mailTrouble,
    clock,
    complaint,
    request,
  };
}

/** The head of a ticket for staff. */
export function ticketSummary(ticket: ListedTicket): TicketSummary {
  return {
    id: String(ticket.id),
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    status: ticket.status,
    priority: ticket.priority,
    customer: { id: String(ticket.customer.id), name: ticket.customer.name },
    linksCustomer: true,
    mailTrouble: ticket.mailTrouble,
    assignee: personView(ticket.assignee),
    openedAt: ticket.receivedAt,
  };
}

/** A ticket as its customer's list shows it, with the last public thing that happened. */
export function portalTicketRow(
  ticket: ListedTicket,
  last: PortalTicketRow['last'],
  working: WorkingNow,
  complaint: ComplaintNext | null,
): PortalTicketRow {
  return {
    id: String(ticket.id),
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    status: ticket.status,
    last,
    resumesAt: resumesAt(ticket, working),
    complaint,
    customerZone: ticket.requester.timeZone,
  };
}

/** The head of a ticket for its customer. */
export function portalTicketSummary(
  ticket: ListedTicket,
  working: WorkingNow,
  complaint: ComplaintNext | null,
): PortalTicketSummary {
  return {
    id: String(ticket.id),
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    status: ticket.status,
    openedAt: ticket.receivedAt,
    channel: channelView(ticket.channel),
    resumesAt: resumesAt(ticket, working),
    complaint,
    customerZone: ticket.requester.timeZone,
  };
}

/** The last thing that happened as the customer is told it. */
export function lastPublic(event: Pick<TicketEvent, 'type' | 'at'>): PortalTicketRow['last'] {
  return { type: event.type as PublicEventType, at: event.at };
}

/** When a kind that is not handled now is handled again (4.1). */
function resumesAt(ticket: ListedTicket, working: WorkingNow): Date | null {
  const { open, changesAt } = working[regimeOf(ticket.kind)];
  return open ? null : changesAt;
}

function personView(person: { id: number; name: string } | null) {
  return person && { id: String(person.id), name: person.name };
}
