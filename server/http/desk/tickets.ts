import { json, type Request, type Response, Router } from 'express';
import { addNote } from '../../commands/add-note.ts';
import { replyToTicket } from '../../commands/reply-to-ticket.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { findTicket } from '../../store/tickets.ts';
import { findUser } from '../../store/users.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { PageError, statusOf, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { uploadedFiles } from '../uploads.ts';
import { showTicket } from './ticket-page.ts';

const DRAFT_BYTES = '512kb';

/** A ticket on the desk: its page, and what is written on it. */
export function deskTicketRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');
  router.get('/desk/tickets/:number', agents, (request, response) =>
    showTicket(deps, request, response),
  );
  router.post('/desk/tickets/:number/replies', agents, (request, response) =>
    reply(deps, request, response),
  );
  router.post('/desk/tickets/:number/notes', agents, (request, response) =>
    note(deps, request, response),
  );
  // the token was checked already, in its header
  router.put(
    '/desk/tickets/:number/draft',
    agents,
    json({ limit: DRAFT_BYTES }),
    (request, response) => draft(deps, request, response),
  );
  return router;
}

async function reply(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const { body, status, readers } = typed(request, ['body', 'status', 'readers']);
  const files = uploadedFiles(request);
  const outcome = files.ok
    ? await deps.run(replyToTicket, signedInUser(request), {
        number,
        body,
        files: files.value,
        statusAfter: status === 'waiting_customer' || status === 'resolved' ? status : null,
        // the page's own form begins with nobody's: empty is another's
        ...(readers === '' ? {} : { readers: readers.split(',').map(Number) }),
      })
    : files;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, { body, attachments: '' }, outcome);
    return showTicket(deps, request, response, { reply: form });
  }
  // of a held one, the page itself says that it can still be taken back
  if (!outcome.value.held) {
    const ticket = await findTicket(deps.database, number);
    const requester = ticket && (await findUser(deps.database, ticket.requesterId));
    sayNext(request, 'flash.reply_sent', { params: { name: requester?.name } });
  }
  response.redirect(303, `/desk/tickets/${number}#message_${outcome.value.messageId}`);
}

async function note(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const { body } = typed(request, ['body']);
  const outcome = await deps.run(addNote, signedInUser(request), { number, body });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showTicket(deps, request, response, { note: formBack(response, { body }, outcome) });
  }
  sayNext(request, 'flash.note_added');
  response.redirect(303, `/desk/tickets/${number}#message_${outcome.value.messageId}`);
}

/** Called by the page while somebody writes; a browser without scripts keeps its own. */
async function draft(deps: HttpDeps, request: Request, response: Response) {
  const { kind, body } = typed(request, ['kind', 'body']);
  if (kind !== 'reply' && kind !== 'note') throw new PageError(404);
  const number = String(request.params.number);
  const outcome = await deps.run(saveDraft, signedInUser(request), { number, kind, body });
  if (!outcome.ok) {
    response.status(statusOf(outcome)).json({ error: outcome.reason });
    return;
  }
  response.json({ savedAt: body.trim() === '' ? null : deps.clock().toISOString() });
}
