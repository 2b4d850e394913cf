import { type Request, type Response, Router } from 'express';
import { toldNotes } from '../../domain/mail/mail-notes.ts';
import { shownAddress } from '../../domain/mail/shown-sender.ts';
import { readableText } from '../../presenters/raw-text.ts';
import { findMessageSource, type MessageSource } from '../../store/message-sources.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError } from '../page-error.ts';
import { reachesTicket } from '../reaches-ticket.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

/** What of a mail is read in the page; all of it can be downloaded. */
const SHOWN_BYTES = 64 * 1024;
const WHOLE = 2 ** 31 - 1;

/** A message as it came by mail, header and all: nothing of it is hidden for good. */
export function messageSourceRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');
  router.get('/desk/messages/:id', agents, async (request, response) => {
    const source = await found(deps, request, SHOWN_BYTES);
    await show(deps, request, response, source);
  });

  router.get('/desk/messages/:id/raw', agents, async (request, response) => {
    const { bytes, number } = await found(deps, request, WHOLE);
    response.set({
      'Content-Type': 'message/rfc822',
      'Content-Disposition': contentDisposition(`${number}-${request.params.id}.eml`),
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    response.send(Buffer.from(bytes));
  });
  return router;
}

async function found(deps: HttpDeps, request: Request, limit: number): Promise<MessageSource> {
  const id = numberOf(request.params.id);
  const source = id === null ? null : await findMessageSource(deps.database, id, limit);
  const reader = signedInUser(request);
  if (!source || !(await reachesTicket(deps.database, reader, source))) throw new PageError(404);
  const { customerId, ticketId } = source;
  await recordLook(deps, reader, { what: 'ticket', customerId, ticketId });
  return source;
}

async function show(deps: HttpDeps, request: Request, response: Response, source: MessageSource) {
  const { number, author, receivedAt, notes, bytes, size } = source;
  const { id } = request.params;
  await deskPage(deps, request, response, { section: 'queue' }, 'messages/source', {
    number,
    ticketUrl: `/desk/tickets/${number}#message_${id}`,
    from: shownAddress(author),
    receivedAt,
    notes: toldNotes(notes),
    text: readableText(bytes),
    cut: size > bytes.byteLength,
    size,
    rawUrl: `/desk/messages/${id}/raw`,
  });
}
