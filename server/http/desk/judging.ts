import { type Request, type Response, Router } from 'express';
import { changePriority } from '../../commands/change-priority.ts';
import { nameService } from '../../commands/name-service.ts';
import { reassessTicket } from '../../commands/reassess-ticket.ts';
import { IMPACTS, URGENCIES } from '../../domain/plan/priority.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { answerHandling } from './handling.ts';
import { showTicket } from './ticket-page.ts';

/** What a ticket's clocks go by: its priority, its service, and the versions it is judged by. */
export function judgingRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post('/desk/tickets/:number/priority', allowed('work_on_tickets'), (request, response) =>
    priority(deps, request, response),
  );

  router.post(
    '/desk/tickets/:number/service',
    allowed('work_on_tickets'),
    async (request, response) => {
      const { service } = typed(request, ['service']);
      const outcome = await deps.run(nameService, signedInUser(request), {
        number: String(request.params.number),
        serviceId: service === '' ? null : (numberOf(service) ?? 0),
      });
      return answerHandling(deps, request, response, outcome, () =>
        sayNext(request, 'flash.service_named'),
      );
    },
  );

  router.post(
    '/desk/tickets/:number/reassessment',
    allowed('reassess_tickets'),
    (request, response) => reassessment(deps, request, response),
  );
  return router;
}

/** One choice says both how many are touched and how soon it hurts: `all high`. */
async function priority(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['standing', 'reason']);
  const [impact, urgency] = values.standing.split(' ');
  const outcome = await deps.run(changePriority, signedInUser(request), {
    number,
    impact: IMPACTS.find((known) => known === impact) ?? ('' as never),
    urgency: URGENCIES.find((known) => known === urgency) ?? ('' as never),
    reason: values.reason,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const field = outcome.field === 'reason' ? 'reason' : 'standing';
    const form = formBack(response, values, { ...outcome, field });
    return showTicket(deps, request, response, { priority: form });
  }
  const t = deps.views.translate(localeOf(request));
  sayNext(request, 'flash.priority_changed', {
    params: { priority: t(`plans.priority.${outcome.value.priority}`) },
  });
  response.redirect(303, `/desk/tickets/${number}`);
}

async function reassessment(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['reason']);
  const outcome = await deps.run(reassessTicket, signedInUser(request), { number, ...values });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, values, outcome);
    return showTicket(deps, request, response, { reassessment: form });
  }
  sayNext(request, 'flash.reassessed');
  response.redirect(303, `/desk/tickets/${number}`);
}
