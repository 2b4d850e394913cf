import { type Request, type Response, Router } from 'express';
import { register } from '../commands/register.ts';
import { normaliseAddress, readAddress } from '../domain/user/email-address.ts';
import { OFFERED_TIME_ZONES } from '../domain/user/time-zone.ts';
import type { Customer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import type { RegistrationPage } from '../views/models/accounts.ts';
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
  router.get('/register', async (request, response) => {
    const { timeZone } = await loadProvider(deps.database);
    return showForm(deps, request, response, emptyForm({ time_zone: timeZone }));
  });

  router.post('/register', async (request, response) => {
    const values = typed(request, ['name', 'organisation', 'quality', 'email', 'time_zone']);
    const address = readAddress(values.email);
    if (address.ok) {
      await limits.count('register_caller', request.ip ?? '');
      await limits.count('register_address', address.value);
    }
    const details = {
      ...values,
      quality: qualityOf(values.quality),
      locale: localeOf(request),
      timeZone: values.time_zone,
    };
    const outcome = await deps.run(register, { kind: 'visitor' }, details);
    if (!outcome.ok) return showForm(deps, request, response, formBack(response, values, outcome));
    const sent = { email: normaliseAddress(values.email), hours: LINK_HOURS };
    return plainPage(deps, request, response, 'registrations/sent', sent);
  });
  return router;
}

/** Who doesn't say is treated as a consumer until it does, which takes no right away. */
function qualityOf(typed: string): Customer['quality'] {
  return typed === 'professional' || typed === 'consumer' ? typed : 'unknown';
}

function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: RegistrationPage['form'],
) {
  const page = { form, zones: OFFERED_TIME_ZONES };
  return plainPage(deps, request, response, 'registrations/new', page);
}
