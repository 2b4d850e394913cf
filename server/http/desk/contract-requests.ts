import { type Request, type Response, Router } from 'express';
import { computeRefundOf } from '../../commands/compute-refund.ts';
import { acceptRequest, refuseRequest } from '../../commands/decide-request.ts';
import { identifyByStaff } from '../../commands/identify-requester.ts';
import { recordRefund } from '../../commands/record-refund.ts';
import { REQUEST_GROUNDS } from '../../domain/contract-request/event.ts';
import { groundsFor } from '../../domain/contract-request/grounds.ts';
import type { Order } from '../../domain/contract-request/refund.ts';
import type { ContractRequest } from '../../domain/contract-request/request.ts';
import { accept, type Outcome, refuse } from '../../domain/outcome.ts';
import { mayReachTicket } from '../../domain/user/permission.ts';
import { findTicket } from '../../store/tickets.ts';
import type { Locale } from '../../views/locale.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { OrderField, RequestDeskPage } from '../../views/models/contract-requests.ts';
import { decimalComma, readHundredths, writeHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { loadRequest } from '../request-panel.ts';
import { deskPage } from './desk-page.ts';

type Forms = Partial<Pick<RequestDeskPage, 'identifyForm' | 'orderForm' | 'payForm'>> & {
  refusalForm?: RequestDeskPage['refusalForm'];
};

const ORDER_FIELDS = [
  'ordered_on',
  'paid',
  'period_from',
  'period_days',
  'immediate_start',
  'performed',
  'made_to_measure',
  'promised_on',
  'delivered_on',
] as const satisfies readonly OrderField[];

/** Where staff decide withdrawals, cancellations and terminations (R1–R3). */
export function deskRequestRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('decide_requests');
  const path = '/desk/tickets/:number/contract-request';
  router.get(path, agents, (request, response) => show(deps, request, response));

  router.post(`${path}/identity`, agents, async (request, response) => {
    const values = typed(request, ['how']);
    const input = { number: numberIn(request), ...values };
    const outcome = await deps.run(identifyByStaff, signedInUser(request), input);
    if (outcome.ok) return done(request, response, 'identity_confirmed');
    throwIfDenied(outcome);
    return show(deps, request, response, { identifyForm: formBack(response, values, outcome) });
  });

  router.post(`${path}/refund`, agents, async (request, response) => {
    const values = typed(request, ORDER_FIELDS);
    const order = await readOrder(deps, request, values);
    const outcome = order.ok
      ? await deps.run(computeRefundOf, signedInUser(request), {
          number: numberIn(request),
          order: order.value,
        })
      : order;
    if (outcome.ok) return done(request, response, 'refund_computed');
    throwIfDenied(outcome);
    return show(deps, request, response, { orderForm: formBack(response, values, outcome) });
  });

  router.post(`${path}/acceptance`, agents, async (request, response) => {
    const number = numberIn(request);
    const outcome = await deps.run(acceptRequest, signedInUser(request), { number });
    if (outcome.ok) return done(request, response, 'request_accepted');
    throwIfDenied(outcome);
    if (outcome.reason === 'not_a_request') throw new PageError(404);
    sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
    response.redirect(303, `/desk/tickets/${number}/contract-request`);
  });

  router.post(`${path}/refusal`, agents, async (request, response) => {
    const values = typed(request, ['ground', 'reasons']);
    const outcome = await deps.run(refuseRequest, signedInUser(request), {
      number: numberIn(request),
      ground: REQUEST_GROUNDS.find((known) => known === values.ground) ?? ('' as never),
      reasons: values.reasons,
    });
    if (outcome.ok) return done(request, response, 'request_refused');
    throwIfDenied(outcome);
    return show(deps, request, response, { refusalForm: formBack(response, values, outcome) });
  });

  router.post(`${path}/payment`, agents, async (request, response) => {
    const values = typed(request, ['on']);
    const input = { number: numberIn(request), ...values };
    const outcome = await deps.run(recordRefund, signedInUser(request), input);
    if (outcome.ok) return done(request, response, 'refund_made');
    throwIfDenied(outcome);
    return show(deps, request, response, { payForm: formBack(response, values, outcome) });
  });
  return router;
}

function numberIn(request: Request): string {
  return String(request.params.number);
}

function done(request: Request, response: Response, said: string): void {
  sayNext(request, `flash.${said}`);
  response.redirect(303, `/desk/tickets/${numberIn(request)}/contract-request`);
}

/** What staff entered of the order; every exception is answered, yes or no. */
async function readOrder(
  deps: HttpDeps,
  request: Request,
  values: Record<OrderField, string>,
): Promise<Outcome<Order>> {
  const { request: held } = await requestIn(deps, request);
  const paidCents = readHundredths(values.paid);
  if (paidCents === null) return refuse('required', { field: 'paid' });
  if (held.kind === 'cancellation') {
    return accept({
      kind: 'cancellation',
      validatedOn: values.ordered_on,
      promisedOn: values.promised_on || null,
      deliveredOn: values.delivered_on || null,
      paidCents,
    });
  }
  const answers = ['immediate_start', 'performed', 'made_to_measure'] as const;
  const unanswered = answers.find((field) => values[field] !== 'yes' && values[field] !== 'no');
  if (unanswered) return refuse('required', { field: unanswered });
  return accept({
    kind: 'withdrawal',
    orderedOn: values.ordered_on,
    paidCents,
    periodFrom: values.period_from,
    periodDays: numberOf(values.period_days) ?? Number.NaN,
    immediateStart: values.immediate_start === 'yes',
    performed: values.performed === 'yes',
    madeToMeasure: values.made_to_measure === 'yes',
  });
}

async function requestIn(deps: HttpDeps, request: Request) {
  const ticket = await findTicket(deps.database, numberIn(request));
  const found =
    ticket && mayReachTicket(signedInUser(request), ticket) && (await loadRequest(deps, ticket));
  if (!ticket || !found) throw new PageError(404);
  return { ticket, ...found };
}

/** Looking at it leaves a trace (V5). */
async function show(deps: HttpDeps, request: Request, response: Response, forms: Forms = {}) {
  const { ticket, request: held, view } = await requestIn(deps, request);
  const look = { what: 'ticket', customerId: ticket.customerId, ticketId: ticket.id } as const;
  await recordLook(deps, signedInUser(request), look);
  const { state, kind, identity } = held;
  const open = state === 'received';
  const paying = state === 'accepted' && kind !== 'termination';
  await deskPage(deps, request, response, { section: 'queue' }, 'requests/decide', {
    subject: ticket.subject,
    request: view,
    identifyForm: identity === null && open ? (forms.identifyForm ?? emptyForm()) : null,
    orderForm:
      open && kind !== 'termination'
        ? (forms.orderForm ?? emptyForm(orderKnown(held, localeOf(request))))
        : null,
    decision: open ? { missing: missingFor(held) } : null,
    grounds: open ? groundsFor(held) : [],
    refusalForm: forms.refusalForm ?? emptyForm(),
    payForm: paying ? (forms.payForm ?? emptyForm()) : null,
  });
}

function missingFor(request: ContractRequest) {
  if (request.quality === 'professional') return 'professional';
  if (request.identity === null) return 'identity';
  return request.kind !== 'termination' && request.computation === null ? 'computation' : null;
}

/** The order's form as it was computed last, else with what the customer said. */
function orderKnown(
  { computation, orderedOn, promisedOn }: ContractRequest,
  locale: Locale,
): Partial<Record<OrderField, string>> {
  const yesNo = (said: boolean) => (said ? 'yes' : 'no');
  const paid = (cents: number) => writeHundredths(cents, decimalComma(locale));
  if (computation?.kind === 'withdrawal') {
    return {
      ordered_on: computation.orderedOn,
      paid: paid(computation.paidCents),
      period_from: computation.periodFrom,
      period_days: String(computation.periodDays),
      immediate_start: yesNo(computation.immediateStart),
      performed: yesNo(computation.performed),
      made_to_measure: yesNo(computation.madeToMeasure),
    };
  }
  if (computation?.kind === 'cancellation') {
    return {
      ordered_on: computation.validatedOn,
      paid: paid(computation.paidCents),
      promised_on: computation.promisedOn ?? '',
      delivered_on: computation.deliveredOn ?? '',
    };
  }
  return { ordered_on: orderedOn ?? '', promised_on: promisedOn ?? '' };
}
