import { type Request, type Response, Router } from 'express';
import { turnIntoRequest } from '../../commands/turn-into-request.ts';
import { REQUEST_KINDS } from '../../domain/contract-request/event.ts';
import { REQUALIFIABLE } from '../../domain/ticket/ticket.ts';
import { mayReachTicket } from '../../domain/user/permission.ts';
import { listConversation } from '../../store/messages.ts';
import { loadProvider } from '../../store/settings.ts';
import { findTicket } from '../../store/tickets.ts';
import { formatTime } from '../../views/format.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { TurnPage } from '../../views/models/contract-requests.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

const SHOWN = 50;
/** How much of a message is shown where it is chosen. */
const BEGINNING = 90;

/** Staff turn what a customer wrote in a ticket into the request that it is (R1–R3). */
export function turnIntoRequestRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('decide_requests');
  router.get('/desk/tickets/:number/turn-into-request', agents, (request, response) =>
    show(deps, request, response, emptyForm()),
  );

  router.post('/desk/tickets/:number/turn-into-request', agents, async (request, response) => {
    const values = typed(request, [
      'kind',
      'message',
      'service',
      'ordered_on',
      'promised_on',
      'wanted',
    ]);
    const outcome = await deps.run(turnIntoRequest, signedInUser(request), {
      number: String(request.params.number),
      messageId: numberOf(values.message),
      kind: REQUEST_KINDS.find((known) => known === values.kind) ?? ('' as never),
      service: values.service,
      orderedOn: values.ordered_on,
      promisedOn: values.promised_on,
      wantedOn: values.kind === 'termination' ? values.wanted : '',
    });
    if (outcome.ok) {
      const { number } = outcome.value;
      sayNext(request, 'flash.request_turned', { params: { number } });
      return response.redirect(303, `/desk/tickets/${number}`);
    }
    throwIfDenied(outcome);
    if (outcome.reason === 'kind_fixed' || outcome.reason === 'ticket_merged') {
      sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
      return response.redirect(303, `/desk/tickets/${request.params.number}`);
    }
    return show(deps, request, response, formBack(response, values, outcome));
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: TurnPage['form'],
): Promise<void> {
  const { database } = deps;
  const user = signedInUser(request);
  const ticket = await findTicket(database, String(request.params.number));
  if (!ticket || !mayReachTicket(user, ticket)) throw new PageError(404);
  if (!REQUALIFIABLE.includes(ticket.kind)) throw new PageError(404);
  const look = { what: 'ticket', customerId: ticket.customerId, ticketId: ticket.id } as const;
  await recordLook(deps, user, look);
  const [messages, { timeZone }] = await Promise.all([
    listConversation(database, ticket.id, { audience: 'requester', limit: SHOWN }),
    loadProvider(database),
  ]);
  const locale = localeOf(request);
  await deskPage(deps, request, response, { section: 'queue' }, 'requests/turn', {
    number: ticket.number,
    subject: ticket.subject,
    messages: messages
      .filter(({ channel, author }) => channel !== 'desk' && !author.outside)
      .map(({ id, createdAt, body }) => ({
        value: String(id),
        label: `${formatTime(createdAt, locale, timeZone, 'short')} ${beginningOf(body)}`,
      })),
    form,
  });
}

function beginningOf(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return line.length > BEGINNING ? `${line.slice(0, BEGINNING)}…` : line;
}
