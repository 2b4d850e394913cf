import { type Request, type Response, Router } from 'express';
import { blockCustomer } from '../../commands/block-customer.ts';
import { flagConduct } from '../../commands/flag-conduct.ts';
import { liftBlock } from '../../commands/lift-block.ts';
import { refuseTicket } from '../../commands/refuse-ticket.ts';
import { REFUSAL_GROUNDS } from '../../domain/conduct/event.ts';
import { may } from '../../domain/user/permission.ts';
import { blockView, flagView } from '../../presenters/conduct-view.ts';
import { listFlags } from '../../store/conduct-flags.ts';
import { findBlock, listEndedBlocks } from '../../store/customer-blocks.ts';
import { findCustomer } from '../../store/customers.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { ConductPage } from '../../views/models/conduct.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';
import { showTicket } from './ticket-page.ts';

const FLAGS = 25;
const ENDED = 25;

/** Refusing a ticket, putting conduct on record, blocking a customer (I5). */
export function conductRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  const managers = allowed('block_customers');
  router.post('/desk/tickets/:number/refusal', agents, (request, response) =>
    refusal(deps, request, response),
  );
  router.post('/desk/tickets/:number/conduct-flags', agents, (request, response) =>
    flag(deps, request, response),
  );
  router.get('/desk/customers/:id/conduct', agents, (request, response) =>
    show(deps, request, response, emptyForm()),
  );
  router.post('/desk/customers/:id/block', managers, (request, response) =>
    block(deps, request, response),
  );

  router.post('/desk/customers/:id/block/end', managers, async (request, response) => {
    const customerId = numberOf(request.params.id) ?? 0;
    const outcome = await deps.run(liftBlock, signedInUser(request), { customerId });
    if (outcome.ok) sayNext(request, 'flash.block_lifted');
    else {
      throwIfDenied(outcome);
      const { key, params = {} } = refusalPhrase(outcome);
      sayNext(request, key, { tone: 'error', params });
    }
    response.redirect(303, `/desk/customers/${customerId}/conduct`);
  });
  return router;
}

async function refusal(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['ground', 'reasons']);
  const outcome = await deps.run(refuseTicket, signedInUser(request), {
    number,
    ground: REFUSAL_GROUNDS.find((known) => known === values.ground) ?? ('' as never),
    reasons: values.reasons,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showTicket(deps, request, response, { refusal: formBack(response, values, outcome) });
  }
  sayNext(request, 'flash.ticket_refused');
  response.redirect(303, `/desk/tickets/${number}#message_${outcome.value.messageId}`);
}

async function flag(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = { ...typed(request, ['note']), messages: '' };
  const chosen = chosenMessages(request);
  const outcome = await deps.run(flagConduct, signedInUser(request), {
    number,
    messageIds: chosen.map((id) => numberOf(id) ?? 0),
    note: values.note,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, values, outcome);
    return showTicket(deps, request, response, { flag: { form, chosen } });
  }
  sayNext(request, 'flash.conduct_flagged');
  response.redirect(303, `/desk/tickets/${number}`);
}

function chosenMessages(request: Request): string[] {
  const { messages } = (request.body ?? {}) as { messages?: unknown };
  const given = Array.isArray(messages) ? messages : [messages];
  return given.filter((id): id is string => typeof id === 'string');
}

async function block(deps: HttpDeps, request: Request, response: Response) {
  const customerId = numberOf(request.params.id) ?? 0;
  const values = typed(request, ['reason']);
  const blocked = { customerId, reason: values.reason };
  const outcome = await deps.run(blockCustomer, signedInUser(request), blocked);
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return show(deps, request, response, formBack(response, values, outcome));
  }
  sayNext(request, 'flash.customer_blocked');
  response.redirect(303, `/desk/customers/${customerId}/conduct`);
}

/** A customer's conduct. Looking at it leaves a trace (V5). */
async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: ConductPage['form'],
): Promise<void> {
  const { database } = deps;
  const customer = await findCustomer(database, numberOf(request.params.id) ?? 0);
  if (!customer) throw new PageError(404);
  const { id: customerId, name } = customer;
  const user = signedInUser(request);
  await recordLook(deps, user, { what: 'customer', customerId, ticketId: null });
  const before = numberOf(request.query.before);
  const [current, ended, found] = await Promise.all([
    findBlock(database, customerId),
    listEndedBlocks(database, customerId, ENDED),
    listFlags(database, customerId, { limit: FLAGS + 1, before }),
  ]);
  const flags = found.slice(0, FLAGS);
  const path = `/desk/customers/${customerId}/conduct`;
  await deskPage(deps, request, response, { section: 'customers' }, 'conduct/show', {
    customer: { id: String(customerId), name },
    block: current && blockView(current),
    endedBlocks: ended.map(blockView),
    flags: flags.map(flagView),
    pager: {
      older: found.length > FLAGS ? `${path}?before=${flags.at(-1)?.id}` : null,
      newest: before === null ? null : path,
    },
    canBlock: may(user, 'block_customers'),
    form,
  });
}
