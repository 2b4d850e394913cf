import { type Request, type Response, Router } from 'express';
import { acceptTariff, acceptTariffByLink } from '../commands/accept-tariff.ts';
import { toldTariff } from '../presenters/tariff-view.ts';
import { readAcceptanceToken } from '../security/acceptance-link.ts';
import { listEvents } from '../store/events.ts';
import { findTicket } from '../store/tickets.ts';
import type { AcceptancePage } from '../views/models/tariffs.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { refusalPhrase } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { throwIfDenied } from './page-error.ts';
import { plainPage } from './pages.ts';
import { contactOf } from './reader.ts';

const GONE = 410;

/**
 * Accepting the tariff of a diagnosis (D5): by the link of a letter, without signing in, or on the
 * ticket's own page. Looking accepts nothing, so that a scanner that follows links changes nothing.
 */
export function tariffRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/tariff/:token', (request, response) => showLink(deps, request, response));

  router.post('/tariff/:token', async (request, response) => {
    const token = tokenOf(request);
    const outcome = await deps.run(acceptTariffByLink, { kind: 'visitor' }, { token });
    // the page says what became of it, accepted or over
    if (!outcome.ok) return showLink(deps, request, response);
    response.redirect(303, `/tariff/${token}`);
  });

  router.post('/tickets/:number/acceptance', contactsOnly, async (request, response) => {
    const number = String(request.params.number);
    const outcome = await deps.run(acceptTariff, contactOf(request), { number });
    if (!outcome.ok) throwIfDenied(outcome);
    if (outcome.ok) sayNext(request, 'flash.tariff_accepted');
    else sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
    response.redirect(303, `/tickets/${encodeURIComponent(number)}`);
  });
  return router;
}

function tokenOf(request: Request): string {
  return String(request.params.token ?? '');
}

async function showLink(deps: HttpDeps, request: Request, response: Response) {
  const token = tokenOf(request);
  const told = await toldBehind(deps, token);
  if (!told) response.status(GONE);
  return plainPage(deps, request, response, 'tariffs/accept', { token, told });
}

/** What the link is about, where it is accepted or may still be. */
async function toldBehind(
  { database, secret }: HttpDeps,
  token: string,
): Promise<AcceptancePage['told']> {
  const number = readAcceptanceToken(secret, token);
  const ticket = number === null ? null : await findTicket(database, number);
  const tariff = ticket && toldTariff(ticket, await listEvents(database, ticket.id));
  if (!ticket || !tariff || (!tariff.accepted && !tariff.mayAccept)) return null;
  return { number: ticket.number, tariff };
}
