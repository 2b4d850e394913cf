import { Router } from 'express';
import { clearAddress } from '../../commands/clear-address.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

/** What an agent does about mail that does not arrive. */
export function mailTroubleRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');

  router.post('/desk/tickets/:number/cleared-address', agents, async (request, response) => {
    const number = String(request.params.number);
    const { address } = typed(request, ['address']);
    const outcome = await deps.run(clearAddress, signedInUser(request), { number, address });
    if (outcome.ok) sayNext(request, 'outgoing.flash.cleared', { params: { address } });
    else {
      throwIfDenied(outcome);
      const { key, params = {} } = refusalPhrase(outcome);
      sayNext(request, key, { tone: 'error', params });
    }
    response.redirect(303, `/desk/tickets/${encodeURIComponent(number)}`);
  });
  return router;
}
