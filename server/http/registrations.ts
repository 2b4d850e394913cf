import { Router } from 'express';
import { register } from '../commands/register.ts';
import { normaliseAddress, readAddress } from '../domain/user/email-address.ts';
import { loadProvider } from '../store/settings.ts';
import { emptyForm } from '../views/models/common.ts';
import type { HttpDeps } from './deps.ts';
import { formBack, typed } from './forms.ts';
import { plainPage } from './pages.ts';
import type { RateLimits } from './rate-limits.ts';
import { localeOf } from './reader.ts';

const LINK_HOURS = 48;

/** Creating an account: its owner proves the address and chooses a password by a mailed link. */
export function registrationRoutes(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router();
  router.get('/register', (request, response) =>
    plainPage(deps, request, response, 'registrations/new', { form: emptyForm() }),
  );

  router.post('/register', async (request, response) => {
    const values = typed(request, ['name', 'organisation', 'quality', 'email']);
    const address = readAddress(values.email);
    if (address.ok) {
      await limits.count('register_caller', request.ip ?? '');
      await limits.count('register_address', address.value);
    }
    const { timeZone } = await loadProvider(deps.database);
    const outcome = await deps.run(
      register,
      { kind: 'visitor' },
      {
        ...values,
        quality: values.quality === 'professional' ? 'professional' : 'consumer',
        locale: localeOf(request),
        timeZone: typed(request, ['time_zone']).time_zone || timeZone,
      },
    );
    if (!outcome.ok) {
      const form = formBack(response, values, outcome);
      return plainPage(deps, request, response, 'registrations/new', { form });
    }
    const sent = { email: normaliseAddress(values.email), hours: LINK_HOURS };
    return plainPage(deps, request, response, 'registrations/sent', sent);
  });
  return router;
}
