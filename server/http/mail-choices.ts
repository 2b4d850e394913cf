import { type Request, type Response, Router } from 'express';
import { chooseMail } from '../commands/choose-mail.ts';
import { leaveTicket } from '../commands/leave-ticket.ts';
import { readMailChoicesToken } from '../security/mail-choices-link.ts';
import { findMailChoices } from '../store/mail-choices.ts';
import { listTakenPartIn } from '../store/participants.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { typed } from './forms.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { plainPage } from './pages.ts';

const VISITOR = { kind: 'visitor' } as const;
const PATH = '/mail-choices/:token';
const TICKETS = 50;

/**
 * What a mail program asks for its reader's one click (RFC 8058): without a cookie, a form or a
 * page. The address itself is the proof, and nothing but stopping can be asked here. It stands
 * before everything that wants a session.
 */
export function oneClickRoutes({ run }: Pick<HttpDeps, 'run'>): Router {
  const router = Router();
  router.post(PATH, async (request, response) => {
    const outcome = await run(chooseMail, VISITOR, { token: tokenOf(request), optional: false });
    response.status(outcome.ok ? 200 : 404).end();
  });
  return router;
}

/** A person's choices about our mail, by the link that stands in it, without signing in. */
export function mailChoiceRoutes(deps: HttpDeps): Router {
  const router = Router();
  // looking chooses nothing, so that a scanner that follows links changes nothing
  router.get(PATH, (request, response) => show(deps, request, response));

  router.post(`${PATH}/optional`, async (request, response) => {
    const optional = typed(request, ['optional']).optional === 'yes';
    const outcome = await deps.run(chooseMail, VISITOR, { token: tokenOf(request), optional });
    if (!outcome.ok) throwIfDenied(outcome);
    sayNext(request, optional ? 'outgoing.flash.all_mail' : 'outgoing.flash.required_mail');
    response.redirect(303, `/mail-choices/${tokenOf(request)}`);
  });

  router.post(`${PATH}/left-tickets`, async (request, response) => {
    const { number } = typed(request, ['number']);
    const outcome = await deps.run(leaveTicket, VISITOR, { token: tokenOf(request), number });
    if (!outcome.ok) throwIfDenied(outcome);
    sayNext(request, 'outgoing.flash.left_ticket', { params: { number } });
    response.redirect(303, `/mail-choices/${tokenOf(request)}`);
  });
  return router;
}

function tokenOf(request: Request): string {
  return String(request.params.token ?? '');
}

async function show(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { database, secret, previousSecrets } = deps;
  const token = tokenOf(request);
  const userId = readMailChoicesToken([secret, ...previousSecrets], token);
  const choices = userId === null ? null : await findMailChoices(database, userId);
  if (userId === null || choices === null) throw new PageError(404);
  const { email, isStaff, optional } = choices;
  await plainPage(deps, request, response, 'mail_choices/show', {
    token,
    email,
    isStaff,
    optional,
    tickets: await listTakenPartIn(database, { userId, limit: TICKETS }),
  });
}
