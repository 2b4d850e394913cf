import { type Request, type Response, Router } from 'express';
import { releaseRefusedMail } from '../../commands/release-refused-mail.ts';
import { may } from '../../domain/user/permission.ts';
import { findInboundEmail } from '../../store/inbound-emails.ts';
import { findRefusedMail, listRefusedMails, type RefusedMail } from '../../store/refused-mails.ts';
import type { RefusedMailRow } from '../../views/models/conduct.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';

const PAGE = 25;
const LIST = '/admin/refused-mails';

/** Mails of blocked senders: kept, readable, and let in where an administrator sees fit (I5). */
export function refusedMailRoutes(deps: HttpDeps): Router {
  const router = Router();
  const readers = allowed('see_quarantine');
  router.get(LIST, readers, (request, response) => list(deps, request, response));

  router.get(`${LIST}/:id`, readers, async (request, response) => {
    const mail = await kept(deps, request);
    await deskPage(deps, request, response, { section: 'refused-mails' }, 'refused_mails/show', {
      ...row(mail),
      body: mail.body,
      size: mail.size,
      rawUrl: `${LIST}/${mail.id}/raw`,
      canRelease: may(signedInUser(request), 'release_quarantine'),
    });
  });

  router.get(`${LIST}/:id/raw`, readers, async (request, response) => {
    const { id } = await kept(deps, request);
    const email = await findInboundEmail(deps.database, id);
    if (!email) throw new PageError(404);
    response.set({
      'Content-Type': 'message/rfc822',
      'Content-Disposition': contentDisposition(`mail-${id}.eml`),
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    response.send(Buffer.from(email.raw));
  });

  router.post(`${LIST}/:id/release`, allowed('release_quarantine'), async (request, response) => {
    const id = numberOf(request.params.id) ?? 0;
    const outcome = await deps.run(releaseRefusedMail, signedInUser(request), { id });
    if (!outcome.ok) throwIfDenied(outcome);
    sayNext(request, 'flash.refused_mail_released');
    response.redirect(303, LIST);
  });
  return router;
}

/** One refused mail. Looking at it leaves a trace (V5). */
async function kept(deps: HttpDeps, request: Request): Promise<RefusedMail> {
  const id = numberOf(request.params.id);
  const mail = id === null ? null : await findRefusedMail(deps.database, id);
  if (!mail) throw new PageError(404);
  const look = { what: 'customer', customerId: mail.customer.id, ticketId: null } as const;
  await recordLook(deps, signedInUser(request), look);
  return mail;
}

async function list(deps: HttpDeps, request: Request, response: Response) {
  const before = numberOf(request.query.before);
  const found = await listRefusedMails(deps.database, { limit: PAGE + 1, before });
  const mails = found.slice(0, PAGE);
  await deskPage(deps, request, response, { section: 'refused-mails' }, 'refused_mails/index', {
    rows: mails.map(row),
    pager: {
      older: found.length > PAGE ? `${LIST}?before=${mails.at(-1)?.id}` : null,
      newest: before === null ? null : LIST,
    },
  });
}

function row({ id, subject, from, customer, receivedAt }: RefusedMail): RefusedMailRow {
  return {
    id: String(id),
    subject: subject || null,
    from,
    customer: { id: String(customer.id), name: customer.name },
    receivedAt,
  };
}
