import { type Request, type Response, Router } from 'express';
import { recordAgreement, withdrawAgreement } from '../../commands/agreements.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showCustomer } from './customers.ts';

/** What a customer agreed to: that a team outside the group works for it (2.4, H7). */
export function agreementRoutes(deps: HttpDeps): Router {
  const router = Router();
  const recorders = allowed('record_agreements');
  router.post('/desk/customers/:id/agreements', recorders, async (request, response) => {
    const customerId = numberOf(request.params.id) ?? 0;
    const values = typed(request, ['team', 'evidence']);
    const outcome = await deps.run(recordAgreement, signedInUser(request), {
      customerId,
      teamId: numberOf(values.team) ?? 0,
      evidence: values.evidence,
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const agreement = formBack(response, values, outcome);
      return showCustomer(deps, request, response, customerId, { agreement });
    }
    sayNext(request, 'flash.agreement_recorded');
    response.redirect(303, `/desk/customers/${customerId}#agreements`);
  });
  router.post(
    '/desk/customers/:id/agreements/:agreement/withdrawal',
    recorders,
    (request, response) => withdraw(deps, request, response),
  );
  return router;
}

async function withdraw(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const customerId = numberOf(request.params.id) ?? 0;
  const agreementId = numberOf(request.params.agreement) ?? 0;
  const outcome = await deps.run(withdrawAgreement, signedInUser(request), {
    customerId,
    agreementId,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
  } else sayNext(request, 'flash.agreement_withdrawn');
  response.redirect(303, `/desk/customers/${customerId}#agreements`);
}
