import { type Request, type Response, Router } from 'express';
import { findTicket } from '../../store/tickets.ts';
import { readTicketClock } from '../clock-reading.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { PageError } from '../page-error.ts';
import { reachesTicket } from '../reaches-ticket.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

/** "Pourquoi ?": every due time explained, segment by segment (H4). */
export function clockRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get(
    '/desk/tickets/:number/clocks/:name',
    allowed('work_on_tickets'),
    (request, response) => showClock(deps, request, response),
  );
  return router;
}

async function showClock(deps: HttpDeps, request: Request, response: Response) {
  const user = signedInUser(request);
  const ticket = await findTicket(deps.database, String(request.params.number));
  const ticketId = ticket?.id ?? null;
  if (!ticket || !(await reachesTicket(deps.database, user, { ...ticket, ticketId }))) {
    throw new PageError(404);
  }
  const model = await readTicketClock(deps, ticket, request.params.name, 'staff');
  const { customerId } = ticket;
  await recordLook(deps, user, { what: 'ticket', customerId, ticketId });
  await deskPage(deps, request, response, { section: 'queue' }, 'clocks/show', model);
}
