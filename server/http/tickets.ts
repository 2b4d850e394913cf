import { type Request, type Response, Router } from 'express';
import { openTicket } from '../commands/open-ticket.ts';
import { TEST_RESULTS } from '../domain/diagnosis/event.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import { may } from '../domain/user/permission.ts';
import { serviceChoices } from '../presenters/judging-view.ts';
import { tariffOnForm } from '../presenters/tariff-view.ts';
import { findBlock } from '../store/customer-blocks.ts';
import { findCustomer } from '../store/customers.ts';
import { listTestsForCustomer } from '../store/recommended-tests.ts';
import { listServices } from '../store/services.ts';
import { tariffInForce } from '../store/tariffs.ts';
import type { Translate } from '../views/i18n.ts';
import { emptyForm, type Form } from '../views/models/common.ts';
import { attachmentLimits } from './attachment-limits.ts';
import { mayComplain } from './complaint-form.ts';
import {
  type TestField,
  testGroups,
  testsInWords,
  testsMade,
  typedTests,
} from './declared-tests.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, typed } from './forms.ts';
import { contactsOnly, signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { throwIfDenied } from './page-error.ts';
import { portalPage } from './pages.ts';
import { loadOwnTickets, ownStream, portalRows } from './portal-rows.ts';
import { showPortalTicket } from './portal-ticket.ts';
import { contactOf, localeOf, signedInUser } from './reader.ts';
import { uploadedFiles } from './uploads.ts';

const PAGE = 25;
const SINCE_LENGTH = 200;

type Fields =
  | 'service'
  | 'subject'
  | 'since'
  | 'body'
  | 'attachments'
  | 'tariff'
  | 'tariff_accepted'
  | TestField;

/** The portal's tickets: a customer's own, and nobody else's. */
export function ticketRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/tickets', contactsOnly, async (request, response) => {
    const { customerId } = contactOf(request);
    const before = typeof request.query.before === 'string' ? request.query.before : undefined;
    const own = await loadOwnTickets(deps, customerId, { size: PAGE, before });
    await portalPage(deps, request, response, 'tickets', 'portal/tickets', (working) => ({
      rows: portalRows(own, working),
      pager: {
        older: own.next && `/tickets?before=${own.next}`,
        newest: before === undefined ? null : '/tickets',
      },
      streams: before === undefined ? [ownStream(customerId, own)] : [],
    }));
  });

  for (const [path, kind] of [
    ['/tickets/new/incident', 'incident'],
    ['/tickets/new/information-request', 'information_request'],
  ] as const) {
    router.get(path, contactsOnly, (request, response) =>
      showForm(deps, request, response, kind, emptyForm()),
    );
    router.post(path, contactsOnly, (request, response) => open(deps, request, response, kind));
  }

  router.get('/tickets/:number', signedIn, async (request, response) => {
    const user = signedInUser(request);
    if (user.customerId === null && may(user, 'work_on_tickets')) {
      // staff follow the links of mails too
      return response.redirect(
        303,
        `/desk/tickets/${encodeURIComponent(String(request.params.number))}`,
      );
    }
    await showPortalTicket(deps, request, response, emptyForm());
  });
  return router;
}

async function open(deps: HttpDeps, request: Request, response: Response, kind: TicketKind) {
  const fields = ['service', 'subject', 'since', 'body', 'tariff', 'tariff_accepted'] as const;
  const contact = contactOf(request);
  const recommended =
    kind === 'incident' ? await listTestsForCustomer(deps.database, contact.customerId) : [];
  const tried = typedTests(request, recommended);
  const values = { ...typed(request, fields), ...tried, attachments: '' };
  const files = uploadedFiles(request);
  const tests = testsMade(tried);
  const t = deps.views.translate(localeOf(request));
  const body = wholeBody(values, testsInWords(tests, recommended, t), t);
  const outcome = !files.ok
    ? files
    : !body.ok
      ? body
      : await deps.run(openTicket, contact, {
          kind,
          serviceId: values.service === '' ? null : (numberOf(values.service) ?? 0),
          subject: values.subject,
          body: body.value,
          files: files.value,
          tariff: { shown: values.tariff || null, accepted: values.tariff_accepted === 'yes' },
          tests,
        });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showForm(deps, request, response, kind, formBack(response, values, outcome));
  }
  const { number } = outcome.value;
  sayNext(request, 'flash.ticket_opened', { params: { number } });
  response.redirect(303, `/tickets/${number}`);
}

/** Since when it lasts, and what was tried, are asked apart, and told with the rest. */
function wholeBody(
  { since, body }: { since: string; body: string },
  tests: string,
  t: Translate,
): Outcome<string> {
  if (body.trim() === '') return accept(body);
  const told = tests === '' ? body : `${body.trimEnd()}\n\n${tests}`;
  if (since.trim() === '') return accept(told);
  const read = readField('since', since, { max: SINCE_LENGTH, line: true });
  if (!read.ok) return read;
  return accept(`${t('portal.incident.since')} ${read.value}\n\n${told}`);
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  kind: TicketKind,
  form: Form<Fields>,
) {
  const { customerId, timeZone: customerZone } = contactOf(request);
  const block = await findBlock(deps.database, customerId);
  if (block && form.error === null) {
    // said before anything is typed; what was typed meanwhile comes back with the refusal
    const { reason, blockedAt } = block;
    const door = {
      block: { reason, blockedAt },
      mayComplain: await mayComplain(deps, { customerId }),
      customerZone,
    };
    return portalPage(deps, request, response, 'new', 'portal/blocked', door);
  }
  const services = serviceChoices(await listServices(deps.database, customerId));
  const shown = { form, limits: attachmentLimits, services, customerZone };
  if (kind === 'incident') {
    const { database, clock, views } = deps;
    const t = views.translate(localeOf(request));
    const [inForce, customer, tests] = await Promise.all([
      tariffInForce(database, clock()),
      findCustomer(database, customerId),
      listTestsForCustomer(database, customerId),
    ]);
    const tariff = inForce && tariffOnForm(inForce, customer?.quality ?? 'unknown');
    return portalPage(deps, request, response, 'new', 'portal/incident', (working) => ({
      ...shown,
      form: acceptedAsRead(form, tariff?.mark),
      tests: testGroups(tests, services),
      results: TEST_RESULTS.map((value) => ({
        value,
        label: t(`portal.tests.result.${value}`),
      })),
      opening: working.incident,
      tariff,
    }));
  }
  return portalPage(deps, request, response, 'new', 'portal/information_request', (working) => ({
    ...shown,
    opening: working.information_request,
  }));
}

/** A box that was ticked under another tariff comes back empty: this one is yet to be read. */
function acceptedAsRead(form: Form<Fields>, mark: string | undefined): Form<Fields> {
  if (form.values.tariff === mark) return form;
  return { ...form, values: { ...form.values, tariff_accepted: '' } };
}
