import { type Request, type Response, Router } from 'express';
import { moveTest, recommendTest, retireRecommendedTest } from '../../commands/recommend-tests.ts';
import { findCustomer } from '../../store/customers.ts';
import { listServicesWithTests, listTestsOf } from '../../store/recommended-tests.ts';
import { findService } from '../../store/services.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { RecommendedTestsPage } from '../../views/models/recommended-tests.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

const LIST = '/admin/tests';
const PAGE = 50;

/** Tests that are recommended to customers and agents, for every service or for one (4.3, I4). */
export function testRoutes(deps: HttpDeps): Router {
  const router = Router();
  const editors = allowed('edit_tests');
  router.get(LIST, editors, (request, response) =>
    show(deps, request, response, serviceIn(request.query.service), emptyForm()),
  );

  router.post(LIST, editors, async (request, response) => {
    const values = typed(request, ['wording']);
    const serviceId = serviceIn(typed(request, ['service']).service);
    const input = { serviceId, wording: values.wording };
    const outcome = await deps.run(recommendTest, signedInUser(request), input);
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return show(deps, request, response, serviceId, formBack(response, values, outcome));
    }
    sayNext(request, 'tests.flash.added');
    response.redirect(303, pageOf(serviceId));
  });

  router.post(`${LIST}/:id/place`, editors, async (request, response) => {
    const { way } = typed(request, ['way']);
    const input = { testId: idIn(request), way: way === 'up' ? 'up' : 'down' } as const;
    const outcome = await deps.run(moveTest, signedInUser(request), input);
    if (!outcome.ok) return throwIfDenied(outcome);
    response.redirect(303, pageOf(outcome.value.serviceId));
  });

  router.post(`${LIST}/:id/retirement`, editors, async (request, response) => {
    const input = { testId: idIn(request) };
    const outcome = await deps.run(retireRecommendedTest, signedInUser(request), input);
    if (!outcome.ok) return throwIfDenied(outcome);
    sayNext(request, 'tests.flash.retired');
    response.redirect(303, pageOf(outcome.value.serviceId));
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  serviceId: number | null,
  form: RecommendedTestsPage['form'],
): Promise<void> {
  const { database } = deps;
  const after = numberOf(request.query.after) ?? 0;
  const [tests, found, service] = await Promise.all([
    listTestsOf(database, serviceId),
    listServicesWithTests(database, { limit: PAGE + 1, after }),
    serviceId === null ? null : findService(database, serviceId),
  ]);
  if (serviceId !== null && !service) throw new PageError(404);
  const customer = service && (await findCustomer(database, service.customerId));
  const services = found.slice(0, PAGE);
  await deskPage(deps, request, response, { section: 'tests' }, 'tests/index', {
    service: service && {
      id: String(service.id),
      name: service.name,
      customer: customer?.name ?? '',
    },
    tests: tests.map(({ id, wording }, index) => ({
      id: String(id),
      wording,
      first: index === 0,
      last: index === tests.length - 1,
    })),
    services: services.map(({ id, ...row }) => ({ id: String(id), ...row })),
    pager: {
      older: found.length > PAGE ? `${LIST}?after=${services.at(-1)?.id}` : null,
      newest: after === 0 ? null : LIST,
    },
    form,
  });
}

function serviceIn(given: unknown): number | null {
  return given === undefined || given === '' ? null : (numberOf(given) ?? 0);
}

function pageOf(serviceId: number | null): string {
  return serviceId === null ? LIST : `${LIST}?service=${serviceId}`;
}

function idIn(request: Request): number {
  return numberOf(request.params.id) ?? 0;
}
