import { Router } from 'express';
import { documentLink } from '../../presenters/document-link.ts';
import { listDocumentsOfMails } from '../../store/documents.ts';
import { findOutboundEmail, type OutboundEmail } from '../../store/outbound-emails.ts';
import { customerOfMail, listOutbox } from '../../store/outbox.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 50;

/** Mails that were captured because nothing sends them: there only where none is ever sent. */
export function outboxRoutes(deps: HttpDeps): Router {
  const router = Router();
  if (!deps.mailIsCaptured) return router;
  const staff = allowed('see_outbox');

  router.get('/outbox', staff, async (request, response) => {
    const before = numberOf(request.query.before);
    const found = await listOutbox(deps.database, { limit: PAGE + 1, before });
    const rows = found.slice(0, PAGE);
    await deskPage(deps, request, response, { section: 'outbox' }, 'outbox/index', {
      rows: rows.map(({ id, createdAt, ...row }) => ({ id: String(id), at: createdAt, ...row })),
      pager: {
        older: found.length > PAGE ? `/outbox?before=${rows.at(-1)?.id}` : null,
        newest: before === null ? null : '/outbox',
      },
    });
  });

  router.get('/outbox/:id', staff, async (request, response) => {
    const mail = await captured(deps, request.params.id);
    const { customerId, number } = await customerOfMail(deps.database, mail.id);
    if (customerId !== null) {
      const look = { what: 'outbound_email', customerId, ticketId: mail.ticketId } as const;
      await recordLook(deps, signedInUser(request), look);
    }
    await deskPage(deps, request, response, { section: 'outbox' }, 'outbox/show', {
      id: String(mail.id),
      at: mail.createdAt,
      from: deps.mailAddress,
      to: `${mail.toName} <${mail.toAddress}>`,
      subject: mail.subject,
      ticket: number,
      text: mail.text,
      htmlUrl: `/outbox/${mail.id}/html`,
      headers: headersOf(mail),
      attachments: (await listDocumentsOfMails(deps.database, [mail.id])).map(documentLink),
    });
  });

  router.get('/outbox/:id/html', staff, async (request, response) => {
    const mail = await captured(deps, request.params.id);
    response.set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': FRAME_POLICY,
      'Referrer-Policy': 'no-referrer',
    });
    response.removeHeader('Origin-Agent-Cluster');
    response.send(mail.html.replace('</head>', `${FRAME_HEAD}</head>`));
  });
  return router;
}

/** Links open apart; on the frame's white paper, whatever the reader's scheme. */
const FRAME_HEAD =
  '<base target="_blank"><style>:root { color-scheme: only light; background: #fff; }</style>';

/** The mail runs nothing and fetches nothing; its links open apart. */
const FRAME_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

async function captured({ database }: HttpDeps, given: unknown): Promise<OutboundEmail> {
  const id = numberOf(given);
  const mail = id === null ? null : await findOutboundEmail(database, id);
  if (mail?.status !== 'captured') throw new PageError(404);
  return mail;
}

function headersOf(mail: OutboundEmail): { name: string; value: string }[] {
  const ids = (all: readonly string[]) => all.map((id) => `<${id}>`).join(' ');
  const headers: [string, string | null][] = [
    ['Message-ID', ids([mail.rfcMessageId])],
    ['In-Reply-To', mail.inReplyTo && ids([mail.inReplyTo])],
    ['References', mail.threadIds.length > 0 ? ids(mail.threadIds) : null],
    ['Reply-To', mail.replyTo],
    ['Auto-Submitted', mail.automatic ? 'auto-replied' : null],
  ];
  return headers.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
