import { type Request, type Response, Router } from 'express';
import { answerComplaint } from '../../commands/answer-complaint.ts';
import { ANSWER_OUTCOMES, REDRESS_KINDS } from '../../domain/complaint/event.ts';
import { mayAnswer } from '../../domain/complaint/move.ts';
import { isAnswerOwed } from '../../domain/complaint/path.ts';
import { findCustomer } from '../../store/customers.ts';
import { listEvents } from '../../store/events.ts';
import { findTicket } from '../../store/tickets.ts';
import { findUser } from '../../store/users.ts';
import { emptyForm, type Form } from '../../views/models/common.ts';
import type { AnswerField } from '../../views/models/complaint-desk.ts';
import { readHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { reachesTicket } from '../reaches-ticket.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { loadComplaintPanel } from './complaint-panel.ts';
import { deskPage } from './desk-page.ts';

const FORM = '/desk/tickets/:number/complaint/answer';

/** The formal answer of a level (P1, P2): a page of its own, which no plain reply looks like. */
export function complaintAnswerRoutes(deps: HttpDeps): Router {
  const router = Router();
  const officers = allowed('answer_level_1', 'answer_level_2');
  router.get(FORM, officers, (request, response) =>
    show(deps, request, response, emptyForm({ redress: 'none' })),
  );
  router.post(FORM, officers, (request, response) => answer(deps, request, response));
  return router;
}

async function answer(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['outcome', 'reasons', 'redress', 'amount']);
  const outcome = await deps.run(answerComplaint, signedInUser(request), {
    number,
    outcome: ANSWER_OUTCOMES.find((known) => known === values.outcome) ?? ('' as never),
    reasons: values.reasons,
    redress: {
      kind: REDRESS_KINDS.find((known) => known === values.redress) ?? ('' as never),
      cents: readHundredths(values.amount),
    },
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return show(deps, request, response, formBack(response, values, outcome));
  }
  sayNext(request, 'complaint_desk.flash.answered');
  response.redirect(303, `/desk/tickets/${number}`);
}

/** The form; back to the ticket, with why, for whoever may not answer it now. */
async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: Form<AnswerField>,
): Promise<void> {
  const { database } = deps;
  const user = signedInUser(request);
  const ticket = await findTicket(database, String(request.params.number));
  const ticketId = ticket?.id ?? null;
  if (!ticket || !(await reachesTicket(database, user, { ...ticket, ticketId }))) {
    throw new PageError(404);
  }
  const [complaint, customer, requester] = await Promise.all([
    loadComplaintPanel(deps, user, ticket, await listEvents(database, ticket.id)),
    findCustomer(database, ticket.customerId),
    findUser(database, ticket.requesterId),
  ]);
  if (!complaint || !customer || !requester) throw new PageError(404);
  const { panel, path, whyNot } = complaint;
  const level = path.stages.length;
  const allowed = mayAnswer(path, level);
  if (whyNot || !allowed.ok) {
    const { key, params = {} } = whyNot ?? (allowed.ok ? { key: '' } : refusalPhrase(allowed));
    sayNext(request, key, { tone: 'error', params });
    return response.redirect(303, `/desk/tickets/${ticket.number}`);
  }
  await recordLook(deps, user, { what: 'ticket', customerId: customer.id, ticketId: ticket.id });
  const { lastDay, ends } = allowed.value.limit;
  await deskPage(deps, request, response, { section: 'queue' }, 'complaint_desk/answer', {
    number: ticket.number,
    subject: ticket.subject,
    level,
    lastDay,
    late: isAnswerOwed(path) && deps.clock() >= ends,
    zone: panel.zone,
    wanted: panel.wanted,
    customer: { name: customer.name, quality: path.quality },
    recipient: { name: requester.name, email: requester.email },
    form,
  });
}
