import type { Request, Response } from 'express';
import { findBlock } from '../store/customer-blocks.ts';
import { mayComplain } from './complaint-form.ts';
import type { HttpDeps } from './deps.ts';
import { ownNotices } from './own-windows.ts';
import { portalPage } from './pages.ts';
import { loadOwnTickets, ownStream, portalRows } from './portal-rows.ts';
import { contactOf } from './reader.ts';

const SHOWN = 5;

/** The portal's first page: what happened, and the customer's latest tickets. */
export async function showPortalHome(deps: HttpDeps, request: Request, response: Response) {
  const contact = contactOf(request);
  const [own, notices, block, complaints] = await Promise.all([
    loadOwnTickets(deps, contact.customerId, { size: SHOWN }),
    ownNotices(deps, contact),
    findBlock(deps.database, contact.customerId),
    mayComplain(deps, contact),
  ]);
  await portalPage(deps, request, response, 'home', 'portal/home', (working) => ({
    firstName: contact.name.split(/\s+/)[0] ?? contact.name,
    working,
    customerZone: contact.timeZone,
    rows: portalRows(own, working),
    more: own.next !== null,
    mayComplain: complaints,
    block: block && { reason: block.reason, blockedAt: block.blockedAt },
    notices,
    streams: [ownStream(contact.customerId, own)],
  }));
}
