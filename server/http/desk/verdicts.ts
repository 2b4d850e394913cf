import { type Request, type Response, Router } from 'express';
import { changeVerdict } from '../../commands/change-verdict.ts';
import { concludeDiagnosis } from '../../commands/conclude-diagnosis.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showDiagnosis } from './diagnosis-page.ts';

/** What a diagnosis ended with: an agent says so, a manager may change it (D2). */
export function verdictRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post('/desk/tickets/:number/verdict', allowed('handle_requests'), (request, response) =>
    conclude(deps, request, response),
  );
  router.post(
    '/desk/tickets/:number/verdict/change',
    allowed('change_verdicts'),
    (request, response) => change(deps, request, response),
  );
  return router;
}

async function conclude(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['outcome', 'reasons']);
  const outcome = await deps.run(concludeDiagnosis, signedInUser(request), { number, ...values });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showDiagnosis(deps, request, response, { verdict: formBack(response, values, outcome) });
  }
  sayNext(request, 'diagnosis.verdict.flash.pronounced');
  response.redirect(303, `/desk/tickets/${number}/diagnosis#verdict`);
}

async function change(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['outcome', 'reasons', 'why']);
  const replaces = numberOf(typed(request, ['replaces']).replaces) ?? 0;
  const outcome = await deps.run(changeVerdict, signedInUser(request), {
    number,
    ...values,
    replaces,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showDiagnosis(deps, request, response, { change: formBack(response, values, outcome) });
  }
  sayNext(request, 'diagnosis.verdict.flash.changed');
  response.redirect(303, `/desk/tickets/${number}/diagnosis#verdict`);
}
