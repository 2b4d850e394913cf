import { type Request, type Response, Router } from 'express';
import { savePlan } from '../../commands/save-plan.ts';
import { ESCALATION_AUDIENCES } from '../../domain/plan/plan.ts';
import { REGIMES } from '../../domain/ticket/ticket.ts';
import { listCalendars } from '../../store/calendars.ts';
import {
  findPlan,
  listPlans,
  listPlanVersions,
  type Plan,
  planInForce,
} from '../../store/plans.ts';
import { loadProvider } from '../../store/settings.ts';
import type { Form } from '../../views/models/common.ts';
import { decimalComma } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { writeMinutes } from '../durations.ts';
import { sayNext } from '../flash.ts';
import { formBack } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { targetsTable } from '../targets-form.ts';
import {
  effectiveFrom,
  newPlan,
  planAsTyped,
  planErrors,
  planOf,
  STEPS,
  type TypedPlan,
  typedPlan,
} from './plan-form.ts';

const LIST = '/admin/plans';
const SECTION = { section: 'plans' } as const;

/** Support plans: what is promised, on which calendar, and what a missed promise yields (4.4). */
export function planRoutes(deps: HttpDeps): Router {
  const router = Router();
  const editors = allowed('edit_plans');
  router.get(LIST, editors, (request, response) => showPlans(deps, request, response));

  router.get(`${LIST}/new`, editors, async (request, response) => {
    const base = (await listPlans(deps.database)).find((plan) => plan.base);
    const comma = decimalComma(localeOf(request));
    // what base support has beside its targets is a fair beginning
    const values = base ? planAsTyped('', base.definition, comma) : newPlan();
    await showPlan(deps, request, response, null, { values, errors: {}, error: null });
  });
  router.post(LIST, editors, (request, response) => submitted(deps, request, response, null));

  router.get(`${LIST}/:id`, editors, async (request, response) => {
    const plan = await planIn(deps, request);
    const values = planAsTyped(plan.name, plan.definition, decimalComma(localeOf(request)));
    await showPlan(deps, request, response, plan, { values, errors: {}, error: null });
  });
  router.post(`${LIST}/:id`, editors, async (request, response) =>
    submitted(deps, request, response, await planIn(deps, request)),
  );
  return router;
}

async function submitted(
  deps: HttpDeps,
  request: Request,
  response: Response,
  plan: Plan | null,
): Promise<void> {
  const values = typedPlan(request);
  const definition = definitionOf(values, plan);
  const now = deps.clock();
  const { timeZone } = await loadProvider(deps.database);
  const from = effectiveFrom(values, now, timeZone);
  const errors = planErrors(plan ? { ...values, name: plan.name } : values, definition);
  if (from === null) errors.effective_from = { key: 'refusals.unreadable_time' };
  if (from === null || Object.keys(errors).length > 0) {
    response.status(422);
    return showPlan(deps, request, response, plan, { values, errors, error: null });
  }
  const outcome = await deps.run(savePlan, signedInUser(request), {
    planId: plan?.planId ?? null,
    name: plan?.name ?? values.name ?? '',
    base: plan?.base ?? false,
    definition,
    effectiveFrom: from,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showPlan(deps, request, response, plan, formBack(response, values, outcome));
  }
  sayNext(request, 'flash.plan_saved');
  response.redirect(303, `${LIST}/${outcome.value.planId}`);
}

/** Base support promises nothing, whatever a form may say (H3): its targets are not asked for. */
function definitionOf(values: TypedPlan, plan: Plan | null) {
  const typed = planOf(values);
  if (!plan?.base) return typed;
  const { targets, escalation, credits } = plan.definition;
  return { ...typed, targets, escalation, credits };
}

async function planIn({ database }: HttpDeps, request: Request): Promise<Plan> {
  const id = numberOf(request.params.id);
  const plan = id === null ? null : await findPlan(database, id);
  if (!plan) throw new PageError(404);
  return plan;
}

/** What is in force since the beginning of time is said to have always been. */
function sinceWhen(from: Date): Date | null {
  return from.getTime() === 0 ? null : from;
}

async function showPlans(deps: HttpDeps, request: Request, response: Response) {
  const { database, clock } = deps;
  const [plans, calendars] = await Promise.all([listPlans(database), listCalendars(database)]);
  const names = new Map(calendars.map(({ calendarId, name }) => [calendarId, name]));
  await deskPage(deps, request, response, SECTION, 'plans/index', {
    rows: plans.map(({ planId, name, base, version, effectiveFrom: from, definition }) => {
      const urgent = definition.targets.incident.urgent;
      return {
        id: String(planId),
        name,
        base,
        version,
        effectiveFrom: sinceWhen(from),
        coming: from > clock(),
        calendars: REGIMES.map((kind) => ({
          kind,
          name: names.get(definition.calendars[kind]) ?? '',
        })),
        firstResponse: writeMinutes(urgent.first_response),
        restoration: writeMinutes(urgent.restoration),
      };
    }),
  });
}

async function showPlan(
  deps: HttpDeps,
  request: Request,
  response: Response,
  plan: Plan | null,
  form: Form<string>,
) {
  const { database, clock } = deps;
  const now = clock();
  const [calendars, provider, versions, inForce] = await Promise.all([
    listCalendars(database),
    loadProvider(database),
    plan ? listPlanVersions(database, plan.planId) : [],
    plan ? planInForce(database, plan.planId, now) : null,
  ]);
  await deskPage(deps, request, response, SECTION, 'plans/edit', {
    plan: plan && {
      id: String(plan.planId),
      name: plan.name,
      version: plan.version,
    },
    base: plan?.base ?? false,
    action: plan ? `${LIST}/${plan.planId}` : LIST,
    form,
    calendars: calendars.map((calendar) => ({
      value: String(calendar.calendarId),
      label: calendar.name,
    })),
    targets: targetsTable(form),
    steps: STEPS,
    audiences: ESCALATION_AUDIENCES,
    zone: provider.timeZone,
    versions: versions.map((one) => ({
      version: one.version,
      at: sinceWhen(one.effectiveFrom),
      inForce: one.versionId === inForce?.versionId,
      coming: one.effectiveFrom > now,
    })),
  });
}
