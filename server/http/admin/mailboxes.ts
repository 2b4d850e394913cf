import { type Request, type Response, Router } from 'express';
import { mailboxState, troubleSince } from '../../domain/mail/mailbox-health.ts';
import { mailboxProblem } from '../../domain/mail/mailbox-problem.ts';
import {
  countMailLines,
  listMailboxHealth,
  type MailboxHealth,
} from '../../store/mailbox-health.ts';
import type { MailboxesPage, MailboxRow } from '../../views/models/mailboxes.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { allowed } from '../guards.ts';

const COUNTED = 1_000;

/** How each mailbox fares, what waits to be decided and to be sent. */
export function mailboxRoutes(deps: HttpDeps): Router {
  return Router().get('/admin/mailboxes', allowed('see_mailboxes'), (request, response) =>
    show(deps, request, response),
  );
}

async function show(deps: HttpDeps, request: Request, response: Response) {
  const now = deps.clock();
  const { names, receiver } = deps.mailboxes;
  const [mailboxes, { undecided, queued }] = await Promise.all([
    listMailboxHealth(deps.database, names),
    countMailLines(deps.database, COUNTED),
  ]);
  const most = Math.max(1, ...mailboxes.map(({ waiting }) => waiting));
  const model: MailboxesPage = {
    rows: mailboxes.map((mailbox) => rowOf(mailbox, most, now)),
    receiver,
    lines: [
      { name: 'undecided', limit: COUNTED, retried: 0, ...undecided },
      { name: 'queued', limit: COUNTED, ...queued },
    ],
    path: '/admin/mailboxes',
  };
  await deskPage(deps, request, response, { section: 'mailboxes' }, 'mailboxes/index', model);
}

function rowOf(mailbox: MailboxHealth, most: number, now: Date): MailboxRow {
  const state = mailboxState(mailbox, now);
  const troubled = state === 'failing' || state === 'silent';
  return {
    name: mailbox.address ?? mailbox.name,
    state,
    lastContactAt: mailbox.lastContactAt,
    since: troubleSince(mailbox, state),
    waiting: mailbox.waiting,
    share: mailbox.waiting / most,
    oldestWaitingAt: mailbox.oldestWaitingAt,
    holder: mailbox.holder,
    problem: troubled ? mailboxProblem(mailbox.lastError) : null,
    error: mailbox.lastError,
  };
}
