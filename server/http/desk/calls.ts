import { type Request, type Response, Router } from 'express';
import { recordCall } from '../../commands/record-call.ts';
import { KINDS } from '../../domain/ticket/ticket.ts';
import { loadProvider } from '../../store/settings.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { CallPage } from '../../views/models/tickets.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';

/** A telephone call written down as a ticket (I1). */
export function callRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');
  router.get('/desk/calls/new', agents, (request, response) =>
    showForm(deps, request, response, emptyForm({ kind: 'incident' })),
  );

  router.post('/desk/calls', agents, async (request, response) => {
    const values = typed(request, ['email', 'name', 'phone', 'kind', 'subject', 'body']);
    const { timeZone } = await loadProvider(deps.database);
    const outcome = await deps.run(recordCall, signedInUser(request), {
      kind: KINDS.find((kind) => kind === values.kind) ?? ('' as never),
      subject: values.subject,
      body: bodyOf(deps, values),
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
      return showForm(deps, request, response, formBack(response, values, outcome));
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

function showForm(deps: HttpDeps, request: Request, response: Response, form: CallPage['form']) {
  return deskPage(deps, request, response, { section: 'calls' }, 'calls/new', { form });
}
