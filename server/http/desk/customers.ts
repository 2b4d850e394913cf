import { type Request, type Response, Router } from 'express';
import { identifyCustomer } from '../../commands/identify-customer.ts';
import { TERRITORIES } from '../../domain/billing/territory.ts';
import { isNobody } from '../../domain/user/nobody.ts';
import { may } from '../../domain/user/permission.ts';
import { blockView, flagView } from '../../presenters/conduct-view.ts';
import { listFlags } from '../../store/conduct-flags.ts';
import { findBlock } from '../../store/customer-blocks.ts';
import { type CustomerCursor, pageOfCustomers } from '../../store/customer-lists.ts';
import { listQualityChanges } from '../../store/customer-qualities.ts';
import { findCustomer, findCustomerPlan, QUALITIES } from '../../store/customers.ts';
import { listPendingInvitations } from '../../store/invitations.ts';
import { listTicketsToResend } from '../../store/mails-to-resend.ts';
import { listPlans, type Plan } from '../../store/plans.ts';
import { listEndedServices, listServices, type Service } from '../../store/services.ts';
import { listCustomerTickets } from '../../store/ticket-lists.ts';
import { listContacts } from '../../store/users.ts';
import { emptyForm, type Form } from '../../views/models/common.ts';
import type { CustomerPage } from '../../views/models/customers.ts';
import type { CustomerPlanView, ServiceRow } from '../../views/models/services.ts';
import type { AgreementsPanel } from '../../views/models/vault.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { loadAgreements } from './agreements-panel.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 50;
const TICKETS = 25;
const CONTACTS = 100;
const ENDED_SERVICES = 25;
const FLAGS = 3;
const QUALITY_CHANGES = 20;

/** The forms of a customer's page as they come back after a refusal. */
export type CustomerForms = Partial<Pick<CustomerPage, 'identity' | 'invitation'>> & {
  plan?: Form<'plan'>;
  agreement?: AgreementsPanel['form'];
  territory?: Form<'territory'>;
};

/** Customers, and what staff know and say of each. */
export function customerRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('see_customers');

  router.get('/desk/customers', staff, async (request, response) => {
    const { q } = request.query;
    const query = typeof q === 'string' ? q.replaceAll('\0', '').trim().slice(0, 100) : '';
    const after = readCursor(request.query.after);
    const found = await pageOfCustomers(deps.database, { search: query, limit: PAGE + 1, after });
    const rows = found.slice(0, PAGE);
    const last = rows.at(-1);
    const search = query && `q=${encodeURIComponent(query)}&`;
    await deskPage(deps, request, response, { section: 'customers' }, 'customers/index', {
      rows: rows.map((row) => ({ ...row, id: String(row.id) })),
      query,
      pager: {
        older:
          found.length > PAGE && last
            ? `/desk/customers?${search}after=${writeCursor(last)}`
            : null,
        newest: after ? `/desk/customers?${search}` : null,
      },
    });
  });

  router.get('/desk/customers/:id', staff, (request, response) =>
    showCustomer(deps, request, response, numberOf(request.params.id)),
  );

  router.post('/desk/customers/:id', staff, async (request, response) => {
    const id = numberOf(request.params.id) ?? 0;
    const values = typed(request, ['name', 'quality', 'evidence']);
    const outcome = await deps.run(identifyCustomer, signedInUser(request), {
      id,
      name: values.name,
      quality: QUALITIES.find((quality) => quality === values.quality) ?? ('' as never),
      evidence: values.evidence,
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const identity = formBack(response, values, outcome);
      return showCustomer(deps, request, response, id, { identity });
    }
    sayNext(request, 'flash.customer_identified');
    response.redirect(303, `/desk/customers/${id}`);
  });
  return router;
}

/** One customer with its people and its latest tickets. Looking at it leaves a trace (V5). */
export async function showCustomer(
  deps: HttpDeps,
  request: Request,
  response: Response,
  id: number | null,
  forms: CustomerForms = {},
): Promise<void> {
  const { database } = deps;
  const customer = id === null ? null : await findCustomer(database, id);
  if (!customer) throw new PageError(404);
  const { id: customerId, name, quality } = customer;
  await recordLook(deps, signedInUser(request), { what: 'customer', customerId, ticketId: null });
  const seesTickets = may(signedInUser(request), 'work_on_tickets');
  const [contacts, invited, tickets, plans, planId, services, ended] = await Promise.all([
    listContacts(database, customerId),
    listPendingInvitations(database, deps.clock(), { limit: CONTACTS, customerId }),
    listCustomerTickets(database, { customerId, size: TICKETS, before: null }),
    listPlans(database),
    findCustomerPlan(database, customerId),
    listServices(database, customerId),
    listEndedServices(database, customerId, ENDED_SERVICES),
  ]);
  const mayCorrect = may(signedInUser(request), 'invite_contacts');
  const [block, qualities, flags, toResend] = await Promise.all([
    findBlock(database, customerId),
    listQualityChanges(database, customerId, QUALITY_CHANGES),
    seesTickets ? listFlags(database, customerId, { limit: FLAGS, before: null }) : null,
    listTicketsToResend(
      database,
      tickets.rows.map(({ id }) => id),
    ),
  ]);
  const pending = new Set(invited.map(({ userId }) => userId));
  await deskPage(deps, request, response, { section: 'customers' }, 'customers/show', {
    customer: {
      id: String(customerId),
      name,
      quality,
      zone: contacts[0]?.timeZone ?? null,
      confirmed: customer.confirmedAt !== null,
    },
    contacts: contacts.slice(0, CONTACTS).map((contact) => ({
      name: contact.name,
      email: isNobody(contact.email) ? null : contact.email,
      correctUrl:
        mayCorrect && !isNobody(contact.email) && !contact.disabledAt
          ? `/desk/customers/${customerId}/contacts/${contact.id}`
          : null,
      account: contact.passwordHash ? 'active' : pending.has(contact.id) ? 'invited' : 'none',
    })),
    tickets: tickets.rows.map(({ number, subject, status, lastActivityAt }) => ({
      number,
      subject,
      status,
      lastAt: lastActivityAt,
    })),
    toResend: tickets.rows.flatMap(({ id, number }) => (toResend.has(id) ? [number] : [])),
    qualities: qualities.map(({ changedBy: by, changedAt: at, from, to, evidence }) => ({
      from,
      to,
      evidence,
      by,
      at,
    })),
    identity: forms.identity ?? emptyForm({ name, quality }),
    invitation: forms.invitation ?? emptyForm(),
    territory: {
      customerId: String(customerId),
      territories: [...TERRITORIES],
      form: forms.territory ?? emptyForm({ territory: customer.territory }),
    },
    plan: planView(plans, planId, forms.plan),
    services: [...services, ...ended].map((service) => serviceRow(service, plans)),
    conduct: {
      customerId: String(customerId),
      block: block && blockView(block),
      flags: flags?.map(flagView) ?? null,
    },
    colleagues: {
      customerId: String(customerId),
      join: customer.colleaguesJoin,
      mayChoose: may(signedInUser(request), 'choose_colleagues'),
    },
    agreements: await loadAgreements(deps, request, customerId, forms.agreement),
    canEditPlans: may(signedInUser(request), 'edit_plans'),
  });
}

/** A customer without a plan of its own has base support (H3). */
function planView(
  plans: readonly Plan[],
  planId: number | null,
  form: Form<'plan'> | undefined,
): CustomerPlanView {
  const base = plans.find((plan) => plan.base);
  const chosen = plans.find((plan) => plan.planId === planId) ?? base;
  return {
    name: chosen?.name ?? '',
    base: chosen?.base ?? false,
    form: form ?? emptyForm({ plan: planId === null ? '' : String(planId) }),
    choices: plans
      .filter((plan) => !plan.base)
      .map((plan) => ({ value: String(plan.planId), label: plan.name })),
    baseName: base?.name ?? '',
  };
}

function serviceRow(service: Service, plans: readonly Plan[]): ServiceRow {
  return {
    id: String(service.id),
    name: service.name,
    plan: plans.find(({ planId }) => planId === service.planId)?.name ?? null,
    priceCents: service.monthlyPriceCents,
    conditions: service.conditions !== null,
    endedAt: service.endedAt,
  };
}

function writeCursor({ name, id }: CustomerCursor): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

function readCursor(given: unknown): CustomerCursor | null {
  if (typeof given !== 'string') return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(given, 'base64url').toString());
    return typeof name === 'string' && Number.isSafeInteger(id) ? { name, id } : null;
  } catch {
    return null;
  }
}
