import { type Request, type Response, Router } from 'express';
import { may, mayReachTicket } from '../domain/user/permission.ts';
import { reportPage } from '../presenters/report-page.ts';
import { findChargeOfVerdict } from '../store/charges.ts';
import { listSteps } from '../store/diagnosis-steps.ts';
import { findTicket } from '../store/tickets.ts';
import { listVerdicts } from '../store/verdicts.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { PageError } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf, signedInUser } from './reader.ts';

/** The report of a diagnosis for its customer: what its PDF says, on a page (D2). */
export function portalDiagnosisRoutes(deps: HttpDeps): Router {
  return Router().get('/tickets/:number/diagnosis', signedIn, (request, response) =>
    showReport(deps, request, response),
  );
}

async function showReport(deps: HttpDeps, request: Request, response: Response) {
  const { database } = deps;
  const user = signedInUser(request);
  if (user.customerId === null && may(user, 'work_on_tickets')) {
    // staff follow the links of mails too
    return response.redirect(303, `/desk${request.path}`);
  }
  const contact = contactOf(request);
  const ticket = await findTicket(database, String(request.params.number));
  if (!ticket || !mayReachTicket(contact, ticket)) throw new PageError(404);
  const verdicts = await listVerdicts(database, ticket.id);
  const verdict = verdicts.at(-1);
  if (!verdict) throw new PageError(404);
  const [steps, charge] = await Promise.all([
    listSteps(database, ticket.id),
    findChargeOfVerdict(database, verdict.id),
  ]);
  const model = reportPage({ ticket, verdicts, verdict, steps, charge, zone: contact.timeZone });
  await portalPage(deps, request, response, 'tickets', 'portal/diagnosis', model);
}
