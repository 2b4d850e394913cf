import { Router } from 'express';
import { chooseTerritory } from '../../commands/choose-territory.ts';
import { TERRITORIES } from '../../domain/billing/territory.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showCustomer } from './customers.ts';

/** Where a customer is, as far as tax goes (D4). */
export function territoryRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('see_customers');
  router.post('/desk/customers/:id/territory', staff, async (request, response) => {
    const customerId = numberOf(request.params.id) ?? 0;
    const values = typed(request, ['territory']);
    const territory = TERRITORIES.find((known) => known === values.territory) ?? ('' as never);
    const chosen = { customerId, territory };
    const outcome = await deps.run(chooseTerritory, signedInUser(request), chosen);
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return showCustomer(deps, request, response, customerId, { territory: form });
    }
    sayNext(request, 'flash.territory_saved');
    response.redirect(303, `/desk/customers/${customerId}`);
  });
  return router;
}
