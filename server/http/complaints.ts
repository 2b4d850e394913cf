import { type Request, type Response, Router } from 'express';
import { lodgeComplaint } from '../commands/lodge-complaint.ts';
import { moveOwnMediation } from '../commands/move-own-mediation.ts';
import { reactToComplaint } from '../commands/react-to-complaint.ts';
import type { Outcome, Refusal } from '../domain/outcome.ts';
import { emptyForm } from '../views/models/common.ts';
import type { ComplaintFormPage } from '../views/models/complaints.ts';
import { mayComplain, showComplaintForm } from './complaint-form.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, refusalPhrase, typed } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { showPortalTicket } from './portal-ticket.ts';
import { contactOf } from './reader.ts';
import { uploadedFiles } from './uploads.ts';

/** Complaints on the portal (P1–P4): lodging, and what their customer says of answers and mediation. */
export function complaintRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/complaints/new', contactsOnly, async (request, response) => {
    if (!(await mayComplain(deps, contactOf(request)))) {
      sayNext(request, 'refusals.path_not_offered', { tone: 'error' });
      return response.redirect(303, '/');
    }
    await showComplaintForm(deps, request, response, emptyForm());
  });
  router.post('/complaints', contactsOnly, (request, response) => lodge(deps, request, response));
  router.post('/complaints/:number/reaction', contactsOnly, (request, response) =>
    react(deps, request, response),
  );
  router.post('/complaints/:number/referral', contactsOnly, (request, response) =>
    refer(deps, request, response),
  );
  router.post('/complaints/:number/proposal', contactsOnly, (request, response) =>
    answerProposal(deps, request, response),
  );
  return router;
}

async function lodge(deps: HttpDeps, request: Request, response: Response) {
  const words = typed(request, ['subject', 'body', 'wanted', 'other']);
  const values = { ...words, invoices: '', attachments: '' };
  const ticked = { tickets: chosen(request, 'tickets'), invoices: chosen(request, 'invoices') };
  const files = uploadedFiles(request);
  const outcome = files.ok
    ? await deps.run(lodgeComplaint, contactOf(request), {
        subject: words.subject,
        body: words.body,
        wanted: words.wanted,
        tickets: [...ticked.tickets, ...numbersIn(words.other)],
        invoices: ticked.invoices.map(Number),
        files: files.value,
      })
    : files;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    // only what was typed can be a number that nobody knows
    const field = outcome.field === 'tickets' ? 'other' : outcome.field;
    const refusal: Refusal = field === undefined ? outcome : { ...outcome, field };
    const form: ComplaintFormPage['form'] = formBack(response, values, refusal);
    return showComplaintForm(deps, request, response, form, ticked);
  }
  const { number } = outcome.value;
  sayNext(request, 'flash.complaint_lodged', { params: { number } });
  response.redirect(303, `/tickets/${number}`);
}

/** The numbers of tickets that a text names; what names none is taken as it stands, to be refused. */
function numbersIn(text: string): string[] {
  const found = text.match(/\d{4}-\d{1,12}/g);
  return found ?? (text.trim() === '' ? [] : [text.trim()]);
}

/** The boxes of a name that were ticked. */
function chosen(request: Request, name: string): string[] {
  const given: unknown = request.body?.[name];
  const list = Array.isArray(given) ? given : [given];
  return list.filter((value): value is string => /^[\d-]{1,20}$/.test(String(value)));
}

async function react(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const { satisfied, reasons } = typed(request, ['satisfied', 'reasons']);
  const yes = satisfied === 'yes';
  const said = { number, satisfied: yes, reasons };
  const outcome = await deps.run(reactToComplaint, contactOf(request), said);
  const flash = yes ? 'flash.complaint_satisfied' : 'flash.complaint_unsatisfied';
  goBack(request, response, outcome, flash);
}

async function answerProposal(deps: HttpDeps, request: Request, response: Response) {
  const accepted = typed(request, ['accepted']).accepted === 'yes';
  const move = { type: 'mediation_proposal_answered', accepted } as const;
  const number = String(request.params.number);
  const outcome = await deps.run(moveOwnMediation, contactOf(request), { number, move });
  goBack(request, response, outcome, 'flash.proposal_answered');
}

/** Back to the complaint, which says where it is now, with what was done or why it was not. */
function goBack(
  request: Request,
  response: Response,
  outcome: Outcome<null>,
  flash: Parameters<typeof sayNext>[1],
) {
  if (outcome.ok) sayNext(request, flash);
  else {
    denied(outcome);
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
  }
  response.redirect(303, `/tickets/${encodeURIComponent(String(request.params.number))}`);
}

async function refer(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['on']);
  const move = { type: 'mediation_referred', on: values.on } as const;
  const outcome = await deps.run(moveOwnMediation, contactOf(request), { number, move });
  if (!outcome.ok && outcome.field === 'on') {
    const referral = formBack(response, values, outcome);
    return showPortalTicket(deps, request, response, emptyForm(), { referral });
  }
  goBack(request, response, outcome, 'flash.mediator_asked');
}

function denied(refusal: Refusal): void {
  throwIfDenied(refusal);
  if (refusal.reason === 'not_a_complaint') throw new PageError(404);
}
