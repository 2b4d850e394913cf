import { type Request, type Response, Router } from 'express';
import { publishSuspension } from '../../commands/publish-suspension.ts';
import { loadProvider } from '../../store/settings.ts';
import { listServicesByIds, searchServices } from '../../store/suspension-services.ts';
import { emptyForm, type Form } from '../../views/models/common.ts';
import type { ServiceChoice, WindowField } from '../../views/models/suspensions.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';
import { causeOf, chosenServices, readWindow, typedWindow } from './suspension-form.ts';

const FOUND = 100;
const SEARCH_LENGTH = 100;

/** Publishing a window in which services are suspended (3.7, 5.7). */
export function newSuspensionRoutes(deps: HttpDeps): Router {
  const router = Router();
  const publishers = allowed('publish_suspensions');

  router.get('/desk/suspensions/new', publishers, (request, response) =>
    showForm(deps, request, response, { form: emptyForm({ cause: 'maintenance' }) }),
  );

  // looks for services and changes nothing: what is typed comes back with what was found
  router.post('/desk/suspensions/new', publishers, (request, response) => {
    const values = typedWindow(request);
    const searched = values.search.trim().slice(0, SEARCH_LENGTH);
    const tickFound = typed(request, ['tick']).tick === 'found';
    const form = emptyForm(values);
    return showForm(deps, request, response, { form, searched, tickFound });
  });

  router.post('/desk/suspensions', publishers, async (request, response) => {
    const values = typedWindow(request);
    const { timeZone } = await loadProvider(deps.database);
    const facts = readWindow(values, timeZone);
    const outcome = !facts.ok
      ? facts
      : await deps.run(publishSuspension, signedInUser(request), {
          ...facts.value,
          cause: causeOf(values),
          services: isForAll(request) ? 'all' : chosenServices(request),
        });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return showForm(deps, request, response, { form: formBack(response, values, outcome) });
    }
    sayNext(request, 'suspensions.flash.published');
    response.redirect(303, `/desk/suspensions/${outcome.value.suspensionId}`);
  });
  return router;
}

function isForAll(request: Request): boolean {
  return typed(request, ['all']).all === 'yes';
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  shown: { form: Form<WindowField>; searched?: string; tickFound?: boolean },
) {
  const { database } = deps;
  const searched = shown.searched ?? null;
  const ticked = chosenServices(request);
  const [provider, chosen, found] = await Promise.all([
    loadProvider(database),
    listServicesByIds(database, ticked),
    searched === null ? [] : searchServices(database, { search: searched, limit: FOUND + 1 }),
  ]);
  const others = found.slice(0, FOUND).filter(({ id }) => !ticked.includes(id));
  const choices: ServiceChoice[] = [
    ...chosen.map((service) => ({ ...service, chosen: true })),
    ...others.map((service) => ({ ...service, chosen: shown.tickFound ?? false })),
  ].map(({ id, name, customer, chosen }) => ({ id: String(id), name, customer, chosen }));
  await deskPage(deps, request, response, { section: 'suspensions' }, 'suspensions/new', {
    form: shown.form,
    zone: provider.timeZone,
    all: isForAll(request),
    services: choices,
    searched,
    more: found.length > FOUND,
  });
}
