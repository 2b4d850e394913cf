import { type Request, type Response, Router } from 'express';
import { recordComplaint } from '../../commands/record-complaint.ts';
import { dayIn } from '../../domain/billing/claim-cap.ts';
import { COMPLAINT_MEANS } from '../../domain/complaint/event.ts';
import { loadProvider } from '../../store/settings.ts';
import { findTicket } from '../../store/tickets.ts';
import { findUser } from '../../store/users.ts';
import { emptyForm, type Form } from '../../views/models/common.ts';
import type { RecordField } from '../../views/models/complaint-desk.ts';
import { attachmentLimits } from '../attachment-limits.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { reachesTicket } from '../reaches-ticket.ts';
import { signedInUser } from '../reader.ts';
import { uploadedFiles } from '../uploads.ts';
import { deskPage } from './desk-page.ts';

/** A complaint that came by letter, call or mail, written down with its date of receipt (P1). */
export function newComplaintRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('record_complaints');
  router.get('/desk/complaints/new', staff, async (request, response) => {
    const { origin } = request.query;
    const found = typeof origin === 'string' ? await originOf(deps, request, origin) : null;
    const requester = found && (await findUser(deps.database, found.requesterId));
    const values = {
      email: requester?.email ?? '',
      subject: found?.subject ?? '',
      origin: found?.number ?? '',
    };
    return show(deps, request, response, emptyForm(values));
  });
  router.post('/desk/complaints', staff, (request, response) => record(deps, request, response));
  return router;
}

async function record(deps: HttpDeps, request: Request, response: Response) {
  const values = typed(request, [
    'email',
    'name',
    'means',
    'received_on',
    'subject',
    'body',
    'wanted',
    'tickets',
    'origin',
    'attachments',
  ]);
  const files = uploadedFiles(request);
  const outcome = files.ok
    ? await deps.run(recordComplaint, signedInUser(request), {
        email: values.email,
        name: values.name,
        means: COMPLAINT_MEANS.find((known) => known === values.means) ?? ('' as never),
        receivedOn: values.received_on,
        subject: values.subject,
        body: values.body,
        wanted: values.wanted,
        tickets: values.tickets.split(/[\s,;]+/).filter((number) => number !== ''),
        origin: values.origin,
        files: files.value,
      })
    : files;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return show(deps, request, response, formBack(response, values, outcome));
  }
  const { number } = outcome.value;
  sayNext(request, 'complaint_desk.flash.recorded', { params: { number } });
  response.redirect(303, `/desk/tickets/${number}`);
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: Form<RecordField>,
): Promise<void> {
  const { timeZone } = await loadProvider(deps.database);
  const today = dayIn(timeZone, deps.clock());
  const origin = form.values.origin ? await originOf(deps, request, form.values.origin) : null;
  await deskPage(deps, request, response, { section: 'complaints' }, 'complaint_desk/record', {
    form: { ...form, values: { received_on: today, ...form.values } },
    origin: origin && { number: origin.number, subject: origin.subject },
    zone: timeZone,
    today,
    limits: attachmentLimits,
  });
}

/** The ticket that a complaint is made of, where the reader may see it. */
async function originOf({ database }: HttpDeps, request: Request, number: string) {
  const ticket = await findTicket(database, number);
  if (!ticket || ticket.kind === 'complaint') return null;
  const about = { customerId: ticket.customerId, ticketId: ticket.id };
  return (await reachesTicket(database, signedInUser(request), about)) ? ticket : null;
}
