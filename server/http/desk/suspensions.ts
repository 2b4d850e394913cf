import { type Request, type Response, Router } from 'express';
import { cancelSuspension } from '../../commands/cancel-suspension.ts';
import { changeSuspension } from '../../commands/change-suspension.ts';
import { refuse } from '../../domain/outcome.ts';
import { forceMajeureTerminationAt } from '../../domain/suspension/termination.ts';
import { windowView } from '../../presenters/window-view.ts';
import { decodeCursor } from '../../store/page.ts';
import { loadProvider } from '../../store/settings.ts';
import { countTold, listNotices } from '../../store/suspension-notices.ts';
import { countSuspendedServices, listSuspendedServices } from '../../store/suspension-services.ts';
import {
  findWindow,
  listComingWindows,
  listCurrentWindows,
  pageOfPastWindows,
  type Window,
} from '../../store/suspension-windows.ts';
import { listNames } from '../../store/users.ts';
import { emptyForm, type Form } from '../../views/models/common.ts';
import type { WindowField } from '../../views/models/suspensions.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';
import { readWindow, typedWindow, windowValues } from './suspension-form.ts';

const PAGE = 25;
/** Windows that are not over: there are never many, and a list is never without an end. */
const NOT_OVER = 100;
const SERVICES = 100;
const SECTION = { section: 'suspensions' } as const;

/** Windows in which services are suspended: all of them, and one with what was told of it. */
export function suspensionRoutes(deps: HttpDeps): Router {
  const router = Router();
  const publishers = allowed('publish_suspensions');

  router.get('/desk/suspensions', publishers, (request, response) =>
    showWindows(deps, request, response),
  );

  router.get('/desk/suspensions/:id', publishers, async (request, response) =>
    showWindow(deps, request, response, await windowIn(deps, request)),
  );

  router.post('/desk/suspensions/:id', publishers, async (request, response) => {
    const window = await windowIn(deps, request);
    const values = typedWindow(request);
    const { timeZone } = await loadProvider(deps.database);
    const facts = readWindow(values, timeZone, window);
    const change = facts.ok ? { suspensionId: window.id, ...facts.value } : null;
    const outcome = change
      ? await deps.run(changeSuspension, signedInUser(request), change)
      : facts;
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return showWindow(deps, request, response, window, { form });
    }
    sayNext(request, 'suspensions.flash.changed');
    response.redirect(303, `/desk/suspensions/${window.id}`);
  });

  router.post('/desk/suspensions/:id/cancellation', publishers, async (request, response) => {
    const window = await windowIn(deps, request);
    const values = typed(request, ['confirm']);
    const outcome =
      values.confirm === 'yes'
        ? await deps.run(cancelSuspension, signedInUser(request), { suspensionId: window.id })
        : refuse('required', { field: 'confirm' });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const cancellation = formBack(response, values, outcome);
      return showWindow(deps, request, response, window, { cancellation });
    }
    sayNext(request, 'suspensions.flash.cancelled');
    response.redirect(303, `/desk/suspensions/${window.id}`);
  });
  return router;
}

async function windowIn({ database }: HttpDeps, request: Request): Promise<Window> {
  const id = numberOf(request.params.id);
  const window = id === null ? null : await findWindow(database, id);
  if (!window) throw new PageError(404);
  return window;
}

async function showWindows(deps: HttpDeps, request: Request, response: Response) {
  const { database } = deps;
  const now = deps.clock();
  const given = request.query.before;
  const before = decodeCursor(typeof given === 'string' ? given : undefined);
  const first = before === null;
  const [current, coming, past] = await Promise.all([
    first ? listCurrentWindows(database, now, NOT_OVER) : [],
    first ? listComingWindows(database, now, NOT_OVER) : [],
    pageOfPastWindows(database, { now, size: PAGE, before }),
  ]);
  const all = [...current, ...coming, ...past.rows];
  const services = await countSuspendedServices(
    database,
    all.map(({ id }) => id),
  );
  const row = (window: Window) => ({
    ...windowView(window, now),
    services: services.get(window.id) ?? 0,
  });
  await deskPage(deps, request, response, SECTION, 'suspensions/index', {
    current: current.map(row),
    coming: coming.map(row),
    past: past.rows.map(row),
    first,
    pager: {
      older: past.next && `/desk/suspensions?before=${past.next}`,
      newest: first ? null : '/desk/suspensions',
    },
  });
}

async function showWindow(
  deps: HttpDeps,
  request: Request,
  response: Response,
  window: Window,
  forms: { form?: Form<WindowField>; cancellation?: Form<WindowField> } = {},
) {
  const { database } = deps;
  const [provider, services, notices] = await Promise.all([
    loadProvider(database),
    listSuspendedServices(database, window.id, SERVICES),
    listNotices(database, window.id),
  ]);
  const [names, told] = await Promise.all([
    listNames(database, [window.publishedBy, ...notices.flatMap(({ byUserId }) => byUserId ?? [])]),
    countTold(
      database,
      notices.map(({ id }) => id),
    ),
  ]);
  const { timeZone } = provider;
  await deskPage(deps, request, response, SECTION, 'suspensions/show', {
    window: windowView(window, deps.clock()),
    publishedAt: window.publishedAt,
    publishedBy: names.get(window.publishedBy) ?? '',
    cancelledAt: window.cancelledAt,
    services: services.shown.map(({ name, customerId, customer }) => ({
      name,
      customer: { id: String(customerId), name: customer },
    })),
    others: services.count - services.shown.length,
    notices: notices.map(({ id, news, at, byUserId, toldAfter }) => ({
      news,
      at,
      by: byUserId === null ? null : (names.get(byUserId) ?? ''),
      told: told.get(id) ?? 0,
      unfinished: toldAfter !== null,
    })),
    terminationAt:
      window.cause === 'force_majeure'
        ? forceMajeureTerminationAt(window.startsAt, timeZone)
        : null,
    zone: timeZone,
    form: forms.form ?? emptyForm(windowValues(window, timeZone)),
    cancellation: forms.cancellation ?? emptyForm(),
  });
}
