import { type Request, type Response, Router } from 'express';
import { requestCaseFile } from '../commands/request-case-file.ts';
import { AUDIENCES, type CaseFileAudience } from '../domain/case-file/case-file.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may } from '../domain/user/permission.ts';
import { LOCALES, type Locale } from '../domain/user/role.ts';
import { caseFileView } from '../presenters/case-file-view.ts';
import { listCaseFiles } from '../store/case-files.ts';
import { findTicket } from '../store/tickets.ts';
import type { CaseFilesPage } from '../views/models/case-files.ts';
import type { HttpDeps } from './deps.ts';
import { deskPage } from './desk/desk-page.ts';
import { formBack, typed } from './forms.ts';
import { allowed, signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { portalPage } from './pages.ts';
import { reachesTicket } from './reaches-ticket.ts';
import { contactOf, localeOf, signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';

const PAGE = 10;

/** The case files of a ticket: a customer's of its own complaint (P3), staff's of any (V1). */
export function caseFileRoutes(deps: HttpDeps): Router {
  const keepers = allowed('export_case_files');
  const show = (request: Request, response: Response) => showAll(deps, request, response);
  const ask = (request: Request, response: Response) => askForOne(deps, request, response);
  return Router()
    .get('/desk/tickets/:number/case-files', keepers, show)
    .post('/desk/tickets/:number/case-files', keepers, ask)
    .get('/tickets/:number/case-files', signedIn, (request, response) => {
      const user = signedInUser(request);
      // staff follow the links of mails too
      if (user.customerId === null && may(user, 'export_case_files')) {
        return response.redirect(303, `/desk${request.path}`);
      }
      contactOf(request);
      return show(request, response);
    })
    .post('/tickets/:number/case-files', signedIn, ask);
}

async function askForOne(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const user = signedInUser(request);
  if (request.path.startsWith('/tickets/')) contactOf(request);
  const { ticket } = await reached(deps, request);
  const values = typed(request, ['audience', 'locale', 'up_to']);
  const read = wanted(values, user);
  const outcome = read.ok
    ? await deps.run(requestCaseFile, user, { number: ticket.number, ...read.value })
    : read;
  if (outcome.ok) return response.redirect(303, request.path);
  throwIfDenied(outcome);
  return showAll(deps, request, response, formBack(response, values, outcome));
}

/** The form as it was sent; a customer's says the language alone. */
function wanted(
  { audience, locale, up_to }: Record<'audience' | 'locale' | 'up_to', string>,
  { customerId }: UserActor,
): Outcome<{ audience: CaseFileAudience; locale: Locale; upTo: number | null }> {
  const language = LOCALES.find((each) => each === locale);
  if (!language) return refuse('invalid_choice', { field: 'locale' });
  if (customerId !== null) return accept({ audience: 'mediator', locale: language, upTo: null });
  const copy = AUDIENCES.find((each) => each === audience);
  if (!copy) return refuse('invalid_choice', { field: 'audience' });
  const upTo = up_to.trim() === '' ? null : Number(up_to);
  return accept({ audience: copy, locale: language, upTo });
}

async function showAll(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form?: CaseFilesPage['form'],
): Promise<void> {
  const { ticket, user } = await reached(deps, request);
  const forStaff = user.customerId === null;
  const before = numberOf(request.query.before);
  const found = await listCaseFiles(deps.database, ticket.id, {
    audience: forStaff ? null : 'mediator',
    limit: PAGE + 1,
    before,
  });
  const files = found.slice(0, PAGE);
  const locale = localeOf(request);
  const t = deps.views.translate(locale);
  const path = request.path;
  const values = { audience: 'mediator', locale, up_to: String(ticket.headSeq) };
  const model: CaseFilesPage = {
    number: ticket.number,
    subject: ticket.subject,
    isComplaint: ticket.kind === 'complaint',
    path,
    back: forStaff ? `/desk/tickets/${ticket.number}` : `/tickets/${ticket.number}`,
    forStaff,
    form: form ?? { values, errors: {}, error: null },
    audiences: [...AUDIENCES].reverse(),
    locales: LOCALES.map((value) => ({ value, label: t(`case_files.locale.${value}`) })),
    headSeq: ticket.headSeq,
    files: files.map(caseFileView),
    making: files.some(({ state }) => state === 'queued' || state === 'making'),
    pager: {
      older: found.length > PAGE ? `${path}?before=${files.at(-1)?.id}` : null,
      newest: before === null ? null : path,
    },
  };
  if (forStaff) {
    await deskPage(deps, request, response, { section: 'queue' }, 'case_files/index', model);
  } else await portalPage(deps, request, response, 'tickets', 'case_files/index', model);
}

/** The ticket, for whoever may have its case file; another customer's doesn't exist. */
async function reached(
  deps: HttpDeps,
  request: Request,
): Promise<{ ticket: Ticket; user: UserActor }> {
  const user = signedInUser(request);
  const ticket = await findTicket(deps.database, String(request.params.number));
  const look = ticket && { customerId: ticket.customerId, ticketId: ticket.id };
  if (!look || !(await reachesTicket(deps.database, user, look))) throw new PageError(404);
  if (user.customerId === null) {
    if (!may(user, 'export_case_files')) throw new PageError(403);
    await recordLook(deps, user, { what: 'ticket', ...look });
  } else if (ticket.kind !== 'complaint') throw new PageError(404);
  return { ticket, user };
}
