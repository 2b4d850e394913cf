import { type Request, type Response, Router } from 'express';
import { decidePath } from '../../commands/decide-path.ts';
import { moveMediation } from '../../commands/move-mediation.ts';
import { setCause } from '../../commands/set-cause.ts';
import { CAUSES } from '../../domain/complaint/cause.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { answerHandling } from './handling.ts';
import { moveTyped, moveWanted } from './mediation-form.ts';
import { showTicket } from './ticket-page.ts';

/** What staff do about a complaint beside answering it: its cause, its mediation, its path. */
export function deskComplaintRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post(
    '/desk/tickets/:number/complaint/cause',
    allowed('work_on_tickets'),
    async (request, response) => {
      const wanted = typed(request, ['cause']).cause;
      const cause = CAUSES.find((known) => known === wanted) ?? ('' as never);
      const number = numberIn(request);
      const outcome = await deps.run(setCause, signedInUser(request), { number, cause });
      return answerHandling(deps, request, response, outcome, () =>
        sayNext(request, 'complaint_desk.flash.cause'),
      );
    },
  );
  router.post(
    '/desk/tickets/:number/complaint/mediation',
    allowed('follow_mediation'),
    (request, response) => mediation(deps, request, response),
  );
  router.post(
    '/desk/tickets/:number/complaint/path',
    allowed('decide_paths'),
    (request, response) => path(deps, request, response),
  );
  return router;
}

async function mediation(deps: HttpDeps, request: Request, response: Response) {
  const number = numberIn(request);
  const wanted = moveWanted(request);
  const values = typed(request, ['day', 'admissible', 'by', 'accepted', 'ending']);
  if (wanted === null) {
    response.status(422);
    return showTicket(deps, request, response);
  }
  const move = moveTyped(wanted, values);
  const outcome = move.ok
    ? await deps.run(moveMediation, signedInUser(request), { number, move: move.value })
    : move;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, values, outcome);
    return showTicket(deps, request, response, {
      complaint: { mediation: { move: wanted, form } },
    });
  }
  sayNext(request, 'complaint_desk.flash.mediation');
  response.redirect(303, `/desk/tickets/${number}`);
}

async function path(deps: HttpDeps, request: Request, response: Response) {
  const number = numberIn(request);
  const values = typed(request, ['quality', 'reason']);
  const quality = values.quality === 'professional' ? 'professional' : 'consumer';
  const { reason } = values;
  const outcome = await deps.run(decidePath, signedInUser(request), { number, quality, reason });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const decision = formBack(response, { reason }, outcome);
    return showTicket(deps, request, response, { complaint: { decision } });
  }
  sayNext(request, 'complaint_desk.flash.path');
  response.redirect(303, `/desk/tickets/${number}`);
}

function numberIn(request: Request): string {
  return String(request.params.number);
}
