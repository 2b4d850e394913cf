import { type Request, type Response, Router } from 'express';
import { identifyByLink, identifyBySession } from '../commands/identify-requester.ts';
import { sendContractRequest } from '../commands/send-contract-request.ts';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { REQUEST_KINDS, type RequestKind } from '../domain/contract-request/event.ts';
import { earliestChosen, terminationDay } from '../domain/contract-request/termination.ts';
import type { Refusal } from '../domain/outcome.ts';
import { readIdentityToken } from '../security/identity-link.ts';
import { findContractRequest } from '../store/contract-requests.ts';
import { findCustomer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import { findTicket } from '../store/tickets.ts';
import { emptyForm } from '../views/models/common.ts';
import type { RequestConfirmPage, RequestPage } from '../views/models/contract-requests.ts';
import type { Pages } from '../views/models/pages.ts';
import {
  checkForm,
  declarationOf,
  inWords,
  REQUEST_FIELDS,
  type RequestValues,
  wantedOn,
} from './contract-request-form.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, refusalPhrase, typed } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { plainPage, portalPage } from './pages.ts';
import { minutesToWait } from './public-form-limits.ts';
import type { RateLimits } from './rate-limits.ts';
import { actorFor, contactOf, localeOf } from './reader.ts';

const NUMBER = /^\d{4}-\d{6,12}$/;
const GONE = 410;
/**
 * Withdrawal, cancellation and termination, with an account or without (R1–R3, L221-21, L215-1-1),
 * and the link by which whoever asked says that it was itself.
 */
export function contractRequestRoutes(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router();
  for (const [path, kind] of [
    ['/withdrawals', 'withdrawal'],
    ['/cancellations', 'cancellation'],
    ['/terminations', 'termination'],
  ] as const) {
    router.get(`${path}/new`, (request, response) => {
      const { user } = request;
      const own = user?.customerId ? { name: user.name, email: user.email } : {};
      const form = emptyForm<(typeof REQUEST_FIELDS)[number]>({ ...own, when: 'soonest' });
      return showForm(deps, request, response, kind, form);
    });
    router.post(path, (request, response) => send(deps, limits, request, response, kind));
  }

  router.get('/contract-requests/sent', async (request, response) => {
    const { number } = request.query;
    const kind = REQUEST_KINDS.find((known) => known === request.query.kind);
    if (typeof number !== 'string' || !NUMBER.test(number) || !kind) throw new PageError(404);
    await plainPage(deps, request, response, 'requests/sent', { number, kind });
  });
  router.get('/contract-requests/:token', (request, response) =>
    showConfirm(deps, request, response),
  );
  router.post('/contract-requests/:token', async (request, response) => {
    const token = String(request.params.token);
    const outcome = await deps.run(identifyByLink, { kind: 'visitor' }, { token });
    if (!outcome.ok) return showConfirm(deps, request, response);
    response.redirect(303, `/contract-requests/${token}`);
  });

  router.post('/tickets/:number/identity', contactsOnly, async (request, response) => {
    const number = String(request.params.number);
    const outcome = await deps.run(identifyBySession, contactOf(request), { number });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      sayNext(request, refusalPhrase(outcome).key, { tone: 'error' });
    } else sayNext(request, 'flash.request_identified');
    response.redirect(303, `/tickets/${encodeURIComponent(number)}`);
  });
  return router;
}

async function send(
  deps: HttpDeps,
  limits: RateLimits,
  request: Request,
  response: Response,
  kind: RequestKind,
) {
  const values = typed(request, REQUEST_FIELDS);
  const shown = (refusal: Refusal) =>
    showForm(deps, request, response, kind, formBack(response, values, refusal));
  const { confirmed } = typed(request, ['confirmed']);
  if (confirmed === 'no') return showForm(deps, request, response, kind, emptyForm(values));
  if (confirmed !== 'yes') return review(deps, request, response, kind, values);
  if (values.service.trim() !== '' && values.name.trim() !== '') {
    const rules = { caller: 'request_caller', address: 'request_address' } as const;
    const email = request.user?.customerId ? request.user.email : values.email;
    const minutes = await minutesToWait(limits, rules, request.ip ?? '', email);
    if (minutes !== null) {
      const error = { key: 'requests.too_many', params: { count: minutes } };
      const form = { values, errors: {}, error };
      return showForm(deps, request, response.status(429), kind, form);
    }
  }
  const chosen = wantedOn(kind, values);
  if (!chosen.ok) return shown(chosen);
  const t = deps.views.translate(localeOf(request));
  const outcome = await deps.run(sendContractRequest, actorFor(request), {
    kind,
    name: values.name,
    email: values.email,
    service: values.service,
    postalAddress: values.postal_address,
    orderedOn: kind === 'termination' ? '' : values.ordered_on,
    promisedOn: kind === 'cancellation' ? values.promised_on : '',
    wantedOn: chosen.value,
    declaration: declarationOf(deps, request, kind, { ...values, wanted: chosen.value }),
    subject: t(`requests.subject.${kind}`, { service: values.service.trim() }).slice(0, 200),
    locale: localeOf(request),
  });
  if (!outcome.ok) return shown(inWords(outcome, request));
  const { number, own } = outcome.value;
  if (!own) return response.redirect(303, `/contract-requests/sent?number=${number}&kind=${kind}`);
  sayNext(request, 'flash.request_sent', { params: { number } });
  response.redirect(303, `/tickets/${number}`);
}

/**
 * What was typed is read again before it is sent, with what follows from it, and corrected where it
 * must be: the law asks so of a termination (D215-2), and of a withdrawal (L221-21).
 */
async function review(
  deps: HttpDeps,
  request: Request,
  response: Response,
  kind: RequestKind,
  values: RequestValues,
): Promise<void> {
  const checked = await checkForm(deps, request, kind, values);
  if (!checked.ok) {
    const form = formBack(response, values, inWords(checked, request));
    return showForm(deps, request, response, kind, form);
  }
  const { wantedOn: wanted, ...dates } = checked.value;
  const own = Boolean(request.user?.customerId);
  await anyPage(deps, request, response, 'requests/review', {
    kind,
    own,
    declaration: declarationOf(deps, request, kind, { ...values, wanted: wanted ?? '' }),
    withdrawBy: dates.withdrawBy,
    effectiveOn: dates.effectiveOn,
    refundBy: dates.refundBy,
    fields: REQUEST_FIELDS.map((name) => ({ name, value: values[name] })),
  });
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  kind: RequestKind,
  form: RequestPage['form'],
): Promise<void> {
  const { database, clock } = deps;
  const customerId = request.user?.customerId ?? null;
  const [{ timeZone }, customer] = await Promise.all([
    loadProvider(database),
    customerId === null ? null : findCustomer(database, customerId),
  ]);
  const today = dayIn(timeZone, clock());
  const soonest = terminationDay(today, null);
  const page: RequestPage = {
    kind,
    form,
    own: customer !== null,
    professional: customer?.quality === 'professional' ? customer.name : null,
    soonest: soonest.ok ? soonest.value : today,
    earliest: earliestChosen(today),
  };
  return anyPage(deps, request, response, 'requests/new', page);
}

/** A page for anybody: on the portal, for whoever has it. */
function anyPage<Name extends 'requests/new' | 'requests/review'>(
  deps: HttpDeps,
  request: Request,
  response: Response,
  name: Name,
  page: Pages[Name],
): Promise<void> {
  if (!request.user?.customerId) return plainPage(deps, request, response, name, page);
  return portalPage(deps, request, response, 'none', name, page);
}

/** Looking confirms nothing, so that a scanner that follows the links of mails changes nothing. */
async function showConfirm(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const token = String(request.params.token);
  const shown = await requestBehind(deps, token);
  if (!shown) response.status(GONE);
  await plainPage(deps, request, response, 'requests/confirm', { token, request: shown });
}

async function requestBehind(
  { database, secret, previousSecrets }: HttpDeps,
  token: string,
): Promise<RequestConfirmPage['request']> {
  const numbers = [secret, ...previousSecrets].map((each) => readIdentityToken(each, token));
  const number = numbers.find((known) => known !== null) ?? null;
  const ticket = number === null ? null : await findTicket(database, number);
  const found = ticket && (await findContractRequest(database, ticket.id));
  if (!ticket || !found) return null;
  const { kind, receivedOn, identity } = found;
  return { number: ticket.number, kind, receivedOn, identified: identity !== null };
}
