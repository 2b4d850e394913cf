import { type Request, type Response, Router } from 'express';
import { choosePlan } from '../../commands/choose-plan.ts';
import { saveService } from '../../commands/save-service.ts';
import { type Targets, targetsFor } from '../../domain/plan/plan.ts';
import { PRIORITIES } from '../../domain/plan/priority.ts';
import { REGIMES } from '../../domain/ticket/ticket.ts';
import { may } from '../../domain/user/permission.ts';
import { type Customer, findCustomer, findCustomerPlan } from '../../store/customers.ts';
import { listPlans, type Plan, planFor } from '../../store/plans.ts';
import { findService, type Service } from '../../store/services.ts';
import type { Form } from '../../views/models/common.ts';
import { decimalComma } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { promises, targetsAsTyped, targetsTable } from '../targets-form.ts';
import { showCustomer } from './customers.ts';
import { deskPage } from './desk-page.ts';
import { conditionErrors, serviceAsTyped, serviceOf, typedService } from './service-form.ts';

/** A customer's plan and services, which whoever answers for plans changes and agents read. */
export function serviceRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('see_customers');
  const editors = allowed('edit_plans');

  router.post('/desk/customers/:id/plan', editors, async (request, response) => {
    const customerId = numberOf(request.params.id) ?? 0;
    const values = typed(request, ['plan']);
    const planId = values.plan === '' ? null : (numberOf(values.plan) ?? 0);
    const outcome = await deps.run(choosePlan, signedInUser(request), { customerId, planId });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const plan = formBack(response, values, outcome);
      return showCustomer(deps, request, response, customerId, { plan });
    }
    sayNext(request, 'flash.plan_chosen');
    response.redirect(303, `/desk/customers/${customerId}`);
  });

  router.get('/desk/customers/:id/services/new', editors, async (request, response) => {
    const customer = await customerBy(deps, numberOf(request.params.id));
    await showService(deps, request, response, customer, null, fresh(request, null));
  });
  router.post('/desk/customers/:id/services', editors, async (request, response) => {
    const customer = await customerBy(deps, numberOf(request.params.id));
    await submitted(deps, request, response, customer, null);
  });

  router.get('/desk/services/:id', staff, async (request, response) => {
    const service = await serviceIn(deps, request);
    const customer = await customerBy(deps, service.customerId);
    await showService(deps, request, response, customer, service, fresh(request, service));
  });
  router.post('/desk/services/:id', editors, async (request, response) => {
    const service = await serviceIn(deps, request);
    const customer = await customerBy(deps, service.customerId);
    await submitted(deps, request, response, customer, service);
  });

  router.post('/desk/services/:id/end', editors, async (request, response) => {
    const { id, ...service } = await serviceIn(deps, request);
    const ended = typed(request, ['ended']).ended !== 'no';
    const change = { ...service, serviceId: id, ended };
    const outcome = await deps.run(saveService, signedInUser(request), change);
    if (!outcome.ok) throw new PageError(404);
    sayNext(request, ended ? 'flash.service_ended' : 'flash.service_resumed');
    response.redirect(303, `/desk/customers/${service.customerId}`);
  });
  return router;
}

function fresh(request: Request, service: Service | null): Form<string> {
  const values = serviceAsTyped(service, decimalComma(localeOf(request)));
  return { values, errors: {}, error: null };
}

async function submitted(
  deps: HttpDeps,
  request: Request,
  response: Response,
  customer: Customer,
  service: Service | null,
): Promise<void> {
  const values = typedService(request);
  const facts = serviceOf(values);
  const outcome = await deps.run(saveService, signedInUser(request), {
    ...facts,
    serviceId: service?.id ?? null,
    customerId: customer.id,
    ended: service?.endedAt !== null && service !== null,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const { errors, ...form } = formBack(response, values, outcome);
    const all = { ...errors, ...conditionErrors(facts) };
    return showService(deps, request, response, customer, service, { ...form, errors: all });
  }
  sayNext(request, 'flash.service_saved');
  response.redirect(303, `/desk/customers/${customer.id}`);
}

async function customerBy({ database }: HttpDeps, id: number | null): Promise<Customer> {
  const customer = id === null ? null : await findCustomer(database, id);
  if (!customer) throw new PageError(404);
  return customer;
}

async function serviceIn({ database }: HttpDeps, request: Request): Promise<Service> {
  const id = numberOf(request.params.id);
  const service = id === null ? null : await findService(database, id);
  if (!service) throw new PageError(404);
  return service;
}

async function showService(
  deps: HttpDeps,
  request: Request,
  response: Response,
  customer: Customer,
  service: Service | null,
  form: Form<string>,
) {
  const { database } = deps;
  const user = signedInUser(request);
  await recordLook(deps, user, { what: 'customer', customerId: customer.id, ticketId: null });
  const customers = await findCustomerPlan(database, customer.id);
  const [plans, plan, customerPlan] = await Promise.all([
    listPlans(database),
    planFor(database, { own: service?.planId ?? null, customers }, deps.clock()),
    planFor(database, { own: null, customers }, deps.clock()),
  ]);
  const canEdit = may(user, 'edit_plans');
  const effective = targetsInForce(plan, service?.conditions ?? null);
  const shown: Form<string> = { values: targetsAsTyped(effective), errors: {}, error: null };
  await deskPage(deps, request, response, { section: 'customers' }, 'services/edit', {
    customer: { id: String(customer.id), name: customer.name },
    service: service && {
      id: String(service.id),
      name: service.name,
      priceCents: service.monthlyPriceCents,
      endedAt: service.endedAt,
    },
    action: service ? `/desk/services/${service.id}` : `/desk/customers/${customer.id}/services`,
    canEdit,
    form,
    plans: plans.map(({ planId, name }) => ({ value: String(planId), label: name })),
    customerPlan: customerPlan?.name ?? '',
    planName: plan?.name ?? '',
    promised: effective !== null && promises(effective),
    hasConditions: service?.conditions != null,
    targets: canEdit ? targetsTable(form, plan?.definition.targets ?? null) : targetsTable(shown),
  });
}

/** The plan's times, particular conditions before them. */
function targetsInForce(plan: Plan | null, conditions: Targets | null): Targets | null {
  if (!plan) return conditions;
  const each = <K extends string, V>(keys: readonly K[], of: (key: K) => V) =>
    Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;
  return each(REGIMES, (kind) =>
    each(PRIORITIES, (priority) => targetsFor(plan.definition, conditions, { kind, priority })),
  );
}
