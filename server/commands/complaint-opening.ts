import { dayIn } from '../domain/billing/claim-cap.ts';
import type { ComplaintMeans, PathQuality } from '../domain/complaint/event.ts';
import { pathOf } from '../domain/complaint/path.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { complaintAcknowledgementLetter } from '../letters/complaint.ts';
import type { Recipient } from '../letters/letter.ts';
import { insertComplaint, insertConcerns } from '../store/complaints.ts';
import { findCustomer } from '../store/customers.ts';
import { loadComplaintBodies, loadProvider } from '../store/settings.ts';
import type { CommandContext } from './command.ts';
import type { Concerned } from './complaint-concerns.ts';
import type { Said } from './message-writing.ts';
import { ticketUrl } from './post-letter.ts';
import { openTicketWith } from './ticket-opening.ts';

export type ComplaintOpening = {
  customerId: number;
  requester: Recipient & { userId: number };
  subject: string;
  /** What is asked for. */
  wanted: string;
  said: Said;
  means: ComplaintMeans;
  /** `YYYY-MM-DD` in the provider's zone, where it reached the provider before today. */
  receivedOn?: string;
  concerned: Concerned;
  linkedFrom?: string;
};

/** Channels are how a ticket came in; a complaint's means are the contract's own words for it. */
const CHANNEL_OF = {
  portal: 'portal',
  email: 'email',
  letter: 'letter',
  call: 'telephone',
} as const;

/**
 * Opens a complaint: a ticket of its kind, its path from the day it was received, and the
 * acknowledgement in writing that says the last day and what follows (P1, P5).
 */
export async function openComplaint(
  context: CommandContext,
  opening: ComplaintOpening,
): Promise<Outcome<{ ticket: Ticket }>> {
  const { tx, now, house } = context;
  const [provider, bodies, customer] = await Promise.all([
    loadProvider(tx),
    loadComplaintBodies(tx),
    findCustomer(tx, opening.customerId),
  ]);
  if (!customer) return refuse('not_found');
  // unknown is treated as a consumer: no right is withheld for want of a form
  const quality: PathQuality = customer.quality === 'professional' ? 'professional' : 'consumer';
  if (quality === 'professional' && !bodies.professionals) return refuse('path_not_offered');
  const today = dayIn(provider.timeZone, now);
  const receivedOn = opening.receivedOn ?? today;
  if (receivedOn > today) return refuse('day_in_future', { field: 'received_on' });

  const { means } = opening;
  const lodged = {
    type: 'complaint_lodged',
    data: { quality, means, received_on: receivedOn },
  } as const;
  const path = pathOf([{ ...lodged, at: now }], provider.timeZone);
  const [first] = path.stages;
  const { ticket, written } = await openTicketWith(context, {
    kind: 'complaint',
    channel: CHANNEL_OF[means],
    subject: opening.subject,
    customerId: customer.id,
    requester: opening.requester,
    receivedAt: now,
    said: opening.said,
    acknowledge: 'now',
    also: [lodged],
    acknowledgement: (number, to) =>
      complaintAcknowledgementLetter(to, {
        number,
        level: 1,
        path,
        provider,
        bodies,
        ticketUrl: ticketUrl(house.publicUrl, number),
      }),
    ...(opening.linkedFrom === undefined ? {} : { linkedFrom: opening.linkedFrom }),
  });
  await written;
  await insertComplaint(tx, {
    ticketId: ticket.id,
    customerId: customer.id,
    quality,
    level: 1,
    cause: null,
    wanted: opening.wanted,
    receivedOn,
    dueAt: first.limit.ends,
    owedAt: first.limit.ends,
    endedAt: null,
  });
  await insertConcerns(tx, ticket.id, opening.concerned);
  return accept({ ticket });
}
