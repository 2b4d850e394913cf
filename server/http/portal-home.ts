import type { Request, Response } from 'express';
import { openingAt } from '../domain/provider/opening.ts';
import type { HttpDeps } from './deps.ts';
import { portalPage } from './pages.ts';
import { loadOwnTickets, ownStream, portalRows } from './portal-rows.ts';
import { contactOf } from './reader.ts';

const SHOWN = 5;

/** The portal's first page: what happened, and the customer's latest tickets. */
export async function showPortalHome(deps: HttpDeps, request: Request, response: Response) {
  const contact = contactOf(request);
  const now = deps.clock();
  const own = await loadOwnTickets(deps, contact.customerId, { size: SHOWN });
  await portalPage(deps, request, response, 'home', 'portal/home', (provider) => ({
    firstName: contact.name.split(/\s+/)[0] ?? contact.name,
    opening: openingAt(provider.businessHours, provider.timeZone, now),
    customerZone: contact.timeZone,
    rows: portalRows(own, provider, now),
    more: own.next !== null,
    streams: [ownStream(contact.customerId, own)],
  }));
}
