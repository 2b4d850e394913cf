import { type Request, type Response, Router } from 'express';
import { isEscalationLink } from '../commands/complaint-links.ts';
import { escalateByLink } from '../commands/escalate-by-link.ts';
import { escalateComplaint } from '../commands/escalate-complaint.ts';
import { isPathEvent } from '../domain/complaint/path-event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { may, mayReachTicket } from '../domain/user/permission.ts';
import { escalationPage } from '../presenters/escalation-page.ts';
import { listEvents } from '../store/events.ts';
import { loadComplaintBodies, loadProvider } from '../store/settings.ts';
import { findTicket } from '../store/tickets.ts';
import { emptyForm } from '../views/models/common.ts';
import type { EscalationPage } from '../views/models/complaints.ts';
import { attachmentLimits } from './attachment-limits.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, typed } from './forms.ts';
import { signedIn } from './guards.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { plainPage, portalPage } from './pages.ts';
import { actorFor, contactOf } from './reader.ts';
import { uploadedFiles } from './uploads.ts';

const GONE = 410;
const ROUTE = '/complaints/:number/escalation';

/**
 * Asking for level 2 (P2): by a contact of the complaint's customer, signed in, or by whoever holds
 * the link of the mail. Looking asks nothing, so that a scanner that follows links changes nothing.
 */
export function escalationRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get(ROUTE, async (request, response, next) => {
    const entry = await enter(deps, request);
    switch (entry.by) {
      case 'contact':
      case 'link':
        return show(deps, request, response, entry, emptyForm());
      case 'staff':
        // staff follow the links of mails too
        return response.redirect(303, `/desk/tickets/${encodeURIComponent(numberOf(request))}`);
      case 'dead_link':
        return showDead(deps, request, response);
      case 'nobody':
        return signedIn(request, response, next);
    }
  });
  router.post(ROUTE, async (request, response, next) => {
    const entry = await enter(deps, request);
    switch (entry.by) {
      case 'contact':
      case 'link':
        return escalate(deps, request, response, entry);
      case 'staff':
        throw new PageError(403);
      case 'dead_link':
        return showDead(deps, request, response);
      case 'nobody':
        return signedIn(request, response, next);
    }
  });
  return router;
}

type Entry =
  | { by: 'contact' | 'link'; ticket: Ticket }
  | { by: 'staff' | 'dead_link' | 'nobody'; ticket: null };

/** How the page is entered; a link counts for whoever has it, also where somebody else is signed in. */
async function enter(deps: HttpDeps, request: Request): Promise<Entry> {
  const { exp, sig } = request.query;
  const number = numberOf(request);
  const reader = actorFor(request);
  const found = await findTicket(deps.database, number);
  const ticket = found?.kind === 'complaint' ? found : null;
  const own = reader.kind === 'user' && reader.customerId !== null;
  if (ticket && own && mayReachTicket(reader, ticket)) return { by: 'contact', ticket };
  if (ticket && isEscalationLink(deps, number, { exp, sig }, deps.clock())) {
    return { by: 'link', ticket };
  }
  if (own) throw new PageError(404);
  if (reader.kind === 'user') {
    if (may(reader, 'work_on_tickets')) return { by: 'staff', ticket: null };
    throw new PageError(403);
  }
  return { by: exp === undefined && sig === undefined ? 'nobody' : 'dead_link', ticket: null };
}

function numberOf(request: Request): string {
  return String(request.params.number);
}

async function escalate(
  deps: HttpDeps,
  request: Request,
  response: Response,
  entry: Entry & { by: 'contact' | 'link' },
) {
  const { number } = entry.ticket;
  const values = { ...typed(request, ['body']), attachments: '' };
  const outcome = await (entry.by === 'contact'
    ? escalateAsContact(deps, request, number, values.body)
    : deps.run(
        escalateByLink,
        { kind: 'visitor' },
        { number, link: { exp: request.query.exp, sig: request.query.sig }, body: values.body },
      ));
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return show(deps, request, response, entry, formBack(response, values, outcome));
  }
  // without a session of its own, the same page says what became of it
  if (entry.by === 'link') return response.redirect(303, request.originalUrl);
  sayNext(request, 'flash.complaint_escalated');
  response.redirect(303, `/tickets/${number}`);
}

async function escalateAsContact(deps: HttpDeps, request: Request, number: string, body: string) {
  const files = uploadedFiles(request);
  if (!files.ok) return files;
  const said = { number, body, files: files.value };
  return deps.run(escalateComplaint, contactOf(request), said);
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { by, ticket }: Entry & { by: 'contact' | 'link' },
  form: EscalationPage['form'],
) {
  const { database, clock } = deps;
  const [events, bodies, { timeZone }] = await Promise.all([
    listEvents(database, ticket.id),
    loadComplaintBodies(database),
    loadProvider(database),
  ]);
  const facts = { bodies, timeZone, now: clock() };
  const own = by === 'contact';
  const model: EscalationPage = {
    number: ticket.number,
    action: own ? `/complaints/${ticket.number}/escalation` : request.originalUrl,
    own,
    ...escalationPage(events.filter(isPathEvent), facts),
    form,
    limits: attachmentLimits,
  };
  if (own) return portalPage(deps, request, response, 'tickets', 'portal/escalation', model);
  if (model.state === 'taken' || model.state === 'closed') response.status(GONE);
  return plainPage(deps, request, response, 'complaints/escalation', model);
}

function showDead(deps: HttpDeps, request: Request, response: Response) {
  response.status(GONE);
  return plainPage(deps, request, response, 'links/dead', { purpose: 'confirmation' });
}
