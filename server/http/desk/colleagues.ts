import { Router } from 'express';
import { letColleaguesJoin } from '../../commands/let-colleagues-join.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

/** Whether a customer's contacts take part in its tickets by answering them. */
export function colleagueRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('choose_colleagues');
  router.post('/desk/customers/:id/colleagues', agents, async (request, response) => {
    const customerId = numberOf(request.params.id) ?? 0;
    const join = typed(request, ['join']).join === 'yes';
    const chosen = { customerId, join };
    const outcome = await deps.run(letColleaguesJoin, signedInUser(request), chosen);
    if (!outcome.ok) throwIfDenied(outcome);
    sayNext(request, join ? 'flash.colleagues_join' : 'flash.colleagues_stay');
    response.redirect(303, `/desk/customers/${customerId}`);
  });
  return router;
}
