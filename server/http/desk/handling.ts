import { type Request, type Response, Router } from 'express';
import { assignTicket } from '../../commands/assign-ticket.ts';
import { changeStatus } from '../../commands/change-status.ts';
import { mergeTickets } from '../../commands/merge-tickets.ts';
import { requalifyTicket } from '../../commands/requalify-ticket.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { STATUSES } from '../../domain/ticket/status.ts';
import { KINDS } from '../../domain/ticket/ticket.ts';
import { findUser } from '../../store/users.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { localPath } from '../local-path.ts';
import { numberOf } from '../numbers.ts';
import { statusOf, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { showTicket } from './ticket-page.ts';

const MOST_AT_ONCE = 50;

/** Who handles a ticket, where it stands, and of what kind it is. */
export function handlingRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');

  router.post('/desk/tickets/:number/assignment', agents, async (request, response) => {
    const { assignee } = typed(request, ['assignee']);
    const assigneeId = assignee === '' ? null : (numberOf(assignee) ?? 0);
    const outcome = await deps.run(assignTicket, signedInUser(request), {
      number: numberIn(request),
      assigneeId,
    });
    const colleague = assigneeId && (await findUser(deps.database, assigneeId));
    return answerHandling(deps, request, response, outcome, () =>
      colleague
        ? sayNext(request, 'flash.assigned', { params: { name: colleague.name } })
        : sayNext(request, 'flash.unassigned'),
    );
  });

  router.post('/desk/tickets/:number/status', agents, async (request, response) => {
    const wanted = typed(request, ['status']).status;
    const status = STATUSES.find((known) => known === wanted) ?? 'new';
    const number = numberIn(request);
    const outcome = await deps.run(changeStatus, signedInUser(request), { number, status });
    const t = deps.views.translate(localeOf(request));
    return answerHandling(deps, request, response, outcome, () =>
      sayNext(request, 'flash.status_changed', {
        params: { status: t(`tickets.status.${status}`) },
      }),
    );
  });

  router.post('/desk/tickets/:number/kind', agents, async (request, response) => {
    const wanted = typed(request, ['kind']).kind;
    const kind = KINDS.find((known) => known === wanted) ?? ('' as never);
    const number = numberIn(request);
    const outcome = await deps.run(requalifyTicket, signedInUser(request), { number, kind });
    const t = deps.views.translate(localeOf(request));
    return answerHandling(deps, request, response, outcome, () =>
      sayNext(request, 'flash.requalified', { params: { kind: t(`tickets.kind.${kind}`) } }),
    );
  });

  router.post('/desk/tickets/:number/merger', agents, async (request, response) => {
    const into = typed(request, ['into']).into.trim();
    const outcome = await deps.run(mergeTickets, signedInUser(request), {
      number: numberIn(request),
      into,
    });
    return answerHandling(deps, request, response, outcome, () =>
      sayNext(request, 'flash.merged', { params: { number: into } }),
    );
  });

  router.post('/desk/assignments', agents, async (request, response) => {
    const user = signedInUser(request);
    let taken = 0;
    for (const number of chosenNumbers(request)) {
      const outcome = await deps.run(assignTicket, user, { number, assigneeId: user.id });
      if (outcome.ok) taken += 1;
    }
    sayNext(request, 'flash.assigned_many', { params: { count: taken } });
    response.redirect(303, localPath(typed(request, ['back']).back, '/desk'));
  });
  return router;
}

/** Back to the ticket with the word of what was done, or the ticket again with why it was not. */
export async function answerHandling(
  deps: HttpDeps,
  request: Request,
  response: Response,
  outcome: Outcome<unknown>,
  say: () => void,
): Promise<void> {
  if (outcome.ok) {
    say();
    return response.redirect(303, `/desk/tickets/${numberIn(request)}`);
  }
  throwIfDenied(outcome);
  const { key, params = {} } = refusalPhrase(outcome);
  sayNext(request, key, { tone: 'error', params });
  response.status(statusOf(outcome));
  await showTicket(deps, request, response);
}

function numberIn(request: Request): string {
  return String(request.params.number);
}

function chosenNumbers(request: Request): string[] {
  const { numbers } = (request.body ?? {}) as { numbers?: unknown };
  const given = Array.isArray(numbers) ? numbers : [numbers];
  return given.filter((number) => typeof number === 'string').slice(0, MOST_AT_ONCE);
}
