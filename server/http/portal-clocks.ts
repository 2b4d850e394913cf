import { type Request, type Response, Router } from 'express';
import { may, mayReachTicket } from '../domain/user/permission.ts';
import { findTicket } from '../store/tickets.ts';
import { readTicketClock } from './clock-reading.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { PageError } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf, signedInUser } from './reader.ts';

/** "Pourquoi ?" for the customer: its own tickets' due times, in plain words and without names. */
export function portalClockRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/tickets/:number/clocks/:name', signedIn, (request, response) =>
    showClock(deps, request, response),
  );
  return router;
}

async function showClock(deps: HttpDeps, request: Request, response: Response) {
  const user = signedInUser(request);
  if (user.customerId === null && may(user, 'work_on_tickets')) {
    // staff follow a customer's link too
    return response.redirect(303, `/desk${request.path}`);
  }
  const contact = contactOf(request);
  const ticket = await findTicket(deps.database, String(request.params.number));
  if (!ticket || !mayReachTicket(contact, ticket)) throw new PageError(404);
  const explained = await readTicketClock(deps, ticket, request.params.name, 'requester');
  const model = { ...explained, customerZone: contact.timeZone };
  await portalPage(deps, request, response, 'tickets', 'portal/clock', model);
}
