import { type Request, type Response, Router } from 'express';
import { keepSecret } from '../../commands/keep-secret.ts';
import { revealSecret } from '../../commands/reveal-secret.ts';
import { wipeSecret } from '../../commands/wipe-secret.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { typedSecret } from '../vault-panel.ts';
import { deskPage } from './desk-page.ts';
import { showTicket } from './ticket-page.ts';

/** Seconds that a credential stays on the page that shows it. */
const SHOWN = 60;

/** A ticket's vault on the desk (D7). */
export function vaultRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');

  router.post('/desk/tickets/:number/secrets', agents, async (request, response) => {
    const number = String(request.params.number);
    const { words, given } = typedSecret(request);
    const outcome = await deps.run(keepSecret, signedInUser(request), { number, ...words });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return showTicket(deps, request, response, { secret: formBack(response, given, outcome) });
    }
    sayNext(request, 'flash.secret_kept');
    response.redirect(303, `/desk/tickets/${number}`);
  });

  router.post('/desk/tickets/:number/secrets/:id/reveal', agents, (request, response) =>
    reveal(deps, request, response),
  );
  // whoever reloads or comes back to that address is shown nothing, and may ask again
  router.get('/desk/tickets/:number/secrets/:id/reveal', agents, (request, response) =>
    response.redirect(303, `/desk/tickets/${encodeURIComponent(String(request.params.number))}`),
  );

  router.post('/desk/tickets/:number/secrets/:id/wipe', agents, async (request, response) => {
    const asked = askedFor(request);
    const outcome = await deps.run(wipeSecret, signedInUser(request), asked);
    if (!outcome.ok) throwIfDenied(outcome);
    else sayNext(request, 'flash.secret_wiped');
    response.redirect(303, `/desk/tickets/${asked.number}`);
  });
  return router;
}

/** The only answer that ever holds a credential: never stored, never redirected to. */
async function reveal(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const asked = askedFor(request);
  const outcome = await deps.run(revealSecret, signedInUser(request), asked);
  const ticket = `/desk/tickets/${asked.number}`;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
    return response.redirect(303, ticket);
  }
  const { label, login, secret, note } = outcome.value;
  // goes back to the ticket where no script hid it before
  response.set('Refresh', `${SHOWN + 5}; url=${deps.publicUrl}${ticket}`);
  await deskPage(deps, request, response, { section: 'queue' }, 'vault/revealed', {
    number: asked.number,
    label,
    login: login || null,
    secret,
    note: note || null,
    seconds: SHOWN,
  });
}

function askedFor(request: Request): { number: string; secretId: number } {
  const { number, id } = request.params;
  return { number: String(number), secretId: numberOf(id) ?? 0 };
}
