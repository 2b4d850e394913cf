import { Router } from 'express';
import { keepSecret } from '../commands/keep-secret.ts';
import { wipeSecret } from '../commands/wipe-secret.ts';
import { emptyForm } from '../views/models/common.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { numberOf } from './numbers.ts';
import { throwIfDenied } from './page-error.ts';
import { showPortalTicket } from './portal-ticket.ts';
import { contactOf } from './reader.ts';
import { typedSecret } from './vault-panel.ts';

/** A ticket's vault on the portal: its customer puts credentials in it, and takes them back. */
export function portalVaultRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post('/tickets/:number/secrets', contactsOnly, async (request, response) => {
    const number = String(request.params.number);
    const { words, given } = typedSecret(request);
    const outcome = await deps.run(keepSecret, contactOf(request), { number, ...words });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const secret = formBack(response, given, outcome);
      return showPortalTicket(deps, request, response, emptyForm(), { secret });
    }
    sayNext(request, 'flash.secret_kept');
    response.redirect(303, `/tickets/${number}#vault`);
  });

  router.post('/tickets/:number/secrets/:id/wipe', contactsOnly, async (request, response) => {
    const number = String(request.params.number);
    const secretId = numberOf(request.params.id) ?? 0;
    const outcome = await deps.run(wipeSecret, contactOf(request), { number, secretId });
    if (!outcome.ok) throwIfDenied(outcome);
    else sayNext(request, 'flash.secret_wiped');
    response.redirect(303, `/tickets/${number}#vault`);
  });
  return router;
}
