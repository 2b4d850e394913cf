import { type Request, type Response, Router } from 'express';
import { recordCall } from '../../commands/record-call.ts';
import { KINDS } from '../../domain/ticket/ticket.ts';
import { readAddress } from '../../domain/user/email-address.ts';
import { serviceChoices } from '../../presenters/judging-view.ts';
import { listServices } from '../../store/services.ts';
import { loadProvider } from '../../store/settings.ts';
import { tariffInForce } from '../../store/tariffs.ts';
import { findUserByEmail } from '../../store/users.ts';
import { type Choice, emptyForm } from '../../views/models/common.ts';
import type { CallPage } from '../../views/models/tickets.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';

/** A telephone call written down as a ticket (I1). */
export function callRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  router.get('/desk/calls/new', agents, (request, response) =>
    showForm(deps, request, response, { form: emptyForm({ kind: 'incident' }), services: [] }),
  );

  router.post('/desk/calls', agents, async (request, response) => {
    const values = typed(request, [
      'email',
      'name',
      'phone',
      'kind',
      'service',
      'subject',
      'body',
      'tariff',
      'tariff_accepted',
    ]);
    const services = await servicesOfCaller(deps, values.email);
    if (services.length > 0 && !('service' in request.body)) {
      // only now is it known whose call it is, and the service decides what is owed
      return showForm(deps, request, response.status(422), { form: emptyForm(values), services });
    }
    const { timeZone } = await loadProvider(deps.database);
    const outcome = await deps.run(recordCall, signedInUser(request), {
      kind: KINDS.find((kind) => kind === values.kind) ?? ('' as never),
      serviceId: values.service === '' ? null : (numberOf(values.service) ?? 0),
      subject: values.subject,
      body: bodyOf(deps, values),
      acceptedTariffId: values.tariff_accepted === 'yes' ? (numberOf(values.tariff) ?? 0) : null,
      caller: {
        email: values.email,
        name: values.name,
        organisation: '',
        quality: 'unknown',
        locale: 'fr',
        timeZone,
      },
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return showForm(deps, request, response, { form, services });
    }
    const { number } = outcome.value;
    sayNext(request, 'flash.ticket_opened', { params: { number } });
    response.redirect(303, `/desk/tickets/${number}`);
  });
  return router;
}

/** The number to call back stands with what was said. Base support writes in French (I7). */
function bodyOf({ views }: HttpDeps, { body, phone }: { body: string; phone: string }): string {
  if (phone.trim() === '' || body.trim() === '') return body;
  return `${body.trimEnd()}\n\n${views.translate('fr')('calls.phone_line', { phone: phone.trim() })}`;
}

/** What a known caller's customer has; nothing for an address that nobody has yet. */
async function servicesOfCaller({ database }: HttpDeps, address: string): Promise<Choice[]> {
  const email = readAddress(address);
  const caller = email.ok ? await findUserByEmail(database, email.value) : null;
  if (!caller || caller.customerId === null) return [];
  return serviceChoices(await listServices(database, caller.customerId));
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  page: Omit<CallPage, 'tariff'>,
) {
  const tariff = await tariffInForce(deps.database, deps.clock());
  const { values } = page.form;
  // the caller has yet to hear of the one shown now
  const told = values.tariff === String(tariff?.id) ? values.tariff_accepted : '';
  const form = { ...page.form, values: { ...values, tariff_accepted: told ?? '' } };
  const model = { ...page, form, tariff };
  return deskPage(deps, request, response, { section: 'calls' }, 'calls/new', model);
}
