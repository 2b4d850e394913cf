import { Router } from 'express';
import { requestPasswordReset } from '../commands/request-password-reset.ts';
import { normaliseAddress, readAddress } from '../domain/user/email-address.ts';
import { emptyForm } from '../views/models/common.ts';
import type { HttpDeps } from './deps.ts';
import { formBack, typed } from './forms.ts';
import { plainPage } from './pages.ts';
import type { RateLimits } from './rate-limits.ts';

const LINK_HOURS = 2;

/** Asking for a link to choose another password: the answer is the same for every address. */
export function passwordRoutes(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router();
  router.get('/password/forgotten', (request, response) =>
    plainPage(deps, request, response, 'passwords/forgotten', { form: emptyForm() }),
  );

  router.post('/password/forgotten', async (request, response) => {
    const values = typed(request, ['email']);
    const address = readAddress(values.email);
    if (address.ok) {
      await limits.count('reset_caller', request.ip ?? '');
      await limits.count('reset_address', address.value);
    }
    const outcome = await deps.run(requestPasswordReset, { kind: 'visitor' }, values);
    if (!outcome.ok) {
      const form = formBack(response, values, outcome);
      return plainPage(deps, request, response, 'passwords/forgotten', { form });
    }
    const email = normaliseAddress(values.email);
    return plainPage(deps, request, response, 'passwords/sent', { email, hours: LINK_HOURS });
  });
  return router;
}
