import { type Request, Router } from 'express';
import { addParticipant } from '../../commands/add-participant.ts';
import { joinLinkedTicket, keepTicketApart } from '../../commands/join-linked-ticket.ts';
import { removeParticipant } from '../../commands/remove-participant.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { localPath } from '../local-path.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { answerHandling } from './handling.ts';
import { showTicket } from './ticket-page.ts';

/** Who is written to about a ticket beside its requester. */
export function participantRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');

  router.post('/desk/tickets/:number/participants', agents, async (request, response) => {
    const number = numberIn(request);
    const { email } = typed(request, ['email']);
    const outcome = await deps.run(addParticipant, signedInUser(request), { number, email });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const participant = formBack(response, { email }, outcome);
      return showTicket(deps, request, response, { participant });
    }
    sayNext(request, 'flash.participant_added', { params: { name: outcome.value.name } });
    response.redirect(303, `/desk/tickets/${number}`);
  });

  router.post(
    '/desk/tickets/:number/participants/:id/removal',
    agents,
    async (request, response) => {
      const outcome = await deps.run(removeParticipant, signedInUser(request), {
        number: numberIn(request),
        userId: numberOf(request.params.id) ?? 0,
      });
      return answerHandling(deps, request, response, outcome, () =>
        sayNext(request, 'flash.participant_removed'),
      );
    },
  );

  router.post('/desk/tickets/:number/joining', agents, async (request, response) => {
    const number = numberIn(request);
    const outcome = await deps.run(joinLinkedTicket, signedInUser(request), { number });
    if (!outcome.ok) return answerHandling(deps, request, response, outcome, () => {});
    sayNext(request, 'flash.ticket_joined', { params: { number: outcome.value.into } });
    response.redirect(303, `/desk/tickets/${outcome.value.into}`);
  });

  router.post('/desk/tickets/:number/keeping-apart', agents, async (request, response) => {
    const number = numberIn(request);
    const outcome = await deps.run(keepTicketApart, signedInUser(request), { number });
    if (!outcome.ok) return answerHandling(deps, request, response, outcome, () => {});
    sayNext(request, 'flash.ticket_kept_apart');
    const { back } = typed(request, ['back']);
    response.redirect(303, localPath(back, `/desk/tickets/${number}`));
  });
  return router;
}

function numberIn(request: Request): string {
  return String(request.params.number);
}
