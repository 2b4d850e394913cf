import type { Request, Response } from 'express';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { readableSince } from '../domain/billing/invoice.ts';
import { lodgingFollows } from '../presenters/lodging-follows.ts';
import { findCustomer } from '../store/customers.ts';
import { listCustomerInvoices } from '../store/invoices.ts';
import { loadComplaintBodies, loadProvider } from '../store/settings.ts';
import { listCustomerTickets } from '../store/ticket-lists.ts';
import type { ComplaintFormPage } from '../views/models/complaints.ts';
import { attachmentLimits } from './attachment-limits.ts';
import type { HttpDeps } from './deps.ts';
import { portalPage } from './pages.ts';
import { contactOf } from './reader.ts';

/** How many of its latest tickets and invoices a customer may tick; others it names. */
const SHOWN = 6;

/** Whether a customer is offered the path: a professional only where the provider says so (P4). */
export async function mayComplain(
  { database }: HttpDeps,
  { customerId }: { customerId: number },
): Promise<boolean> {
  const [customer, bodies] = await Promise.all([
    findCustomer(database, customerId),
    loadComplaintBodies(database),
  ]);
  return bodies.professionals || customer?.quality !== 'professional';
}

/** The form on which a customer lodges a complaint, with what follows once it is sent (P1, P5). */
export async function showComplaintForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: ComplaintFormPage['form'],
  ticked: { tickets: readonly string[]; invoices: readonly string[] } = {
    tickets: [],
    invoices: [],
  },
) {
  const { database, clock } = deps;
  const { customerId } = contactOf(request);
  const now = clock();
  const [{ timeZone }, bodies, customer, tickets] = await Promise.all([
    loadProvider(database),
    loadComplaintBodies(database),
    findCustomer(database, customerId),
    listCustomerTickets(database, { customerId, size: SHOWN, before: null }),
  ]);
  const since = readableSince(now, timeZone);
  const invoices = await listCustomerInvoices(database, {
    customerId,
    since,
    size: SHOWN,
    before: null,
  });
  const quality = customer?.quality === 'professional' ? 'professional' : 'consumer';
  await portalPage(deps, request, response, 'new', 'portal/complaint', {
    form,
    tickets: tickets.rows.map(({ number, subject }) => ({
      number,
      subject,
      chosen: ticked.tickets.includes(number),
    })),
    invoices: invoices.rows.map(({ id, number, issuedOn }) => ({
      id: String(id),
      number,
      issuedOn,
      chosen: ticked.invoices.includes(String(id)),
    })),
    limits: attachmentLimits,
    follows: lodgingFollows({ day: dayIn(timeZone, now), timeZone, bodies, quality }),
  });
}
