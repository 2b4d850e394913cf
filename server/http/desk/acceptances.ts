import { Router } from 'express';
import { noteAcceptance } from '../../commands/accept-tariff.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

/** An agent notes that the customer accepted the tariff in a call (D5). */
export function acceptanceRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  router.post('/desk/tickets/:number/acceptance', agents, async (request, response) => {
    const number = String(request.params.number);
    const outcome = await deps.run(noteAcceptance, signedInUser(request), { number });
    if (outcome.ok) {
      sayNext(request, 'flash.acceptance_noted');
    } else {
      throwIfDenied(outcome);
      sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
    }
    response.redirect(303, `/desk/tickets/${encodeURIComponent(number)}`);
  });
  return router;
}
