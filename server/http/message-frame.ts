import type { Request, Response } from 'express';
import { isDrawn } from '../presenters/drawn-images.ts';
import { isSignedPath, signPath } from '../security/signed-url.ts';
import { type Attachment, listAttachments } from '../store/attachments.ts';
import { findMessageHtml } from '../store/messages.ts';
import { countRemoteImages, replaceCids, showRemoteImages } from '../views/mail-html.ts';
import type { HttpDeps } from './deps.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';
import { reachesTicket } from './reaches-ticket.ts';
import { localeOf, signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';

const MINUTES_SIGNED = 10;

/**
 * The original of a mail, as the document of a sandboxed frame. It runs nothing, sends nothing and
 * has no origin, so that its own requests carry no cookie: its images, and the link that shows
 * remote ones, are signed addresses that last a few minutes.
 */
export async function showMessageFrame(deps: HttpDeps, request: Request, response: Response) {
  const id = numberOf(request.params.id);
  const message = id === null ? null : await findMessageHtml(deps.database, id);
  const remote = request.query.images === 'remote';
  const path = `/messages/${id}/html`;
  const withRemote = `${path}?images=remote`;
  const signed = remote && isSignedPath(deps.secret, withRemote, request.query, deps.clock());
  if (id === null || !message) throw new PageError(404);
  if (!signed) {
    if (!request.user) throw new PageError(404);
    const reader = signedInUser(request);
    const hidden = reader.customerId !== null && message.visibility !== 'public';
    if (hidden || !(await reachesTicket(deps.database, reader, message))) throw new PageError(404);
    await recordLook(deps, reader, { ...message, what: 'ticket' });
  }

  const expiresAt = new Date(deps.clock().getTime() + MINUTES_SIGNED * 60_000);
  const sign = (address: string) => deps.publicUrl + signPath(deps.secret, address, expiresAt);
  const images = (await listAttachments(deps.database, [id])).filter(isDrawn);
  const html = replaceCids(remote ? showRemoteImages(message.html) : message.html, (cid) =>
    addressOf(images, cid, sign),
  );
  const blockedImages = remote ? 0 : countRemoteImages(message.html);
  response.set('Content-Security-Policy', framePolicy(deps.publicUrl, remote));
  response.set('Referrer-Policy', 'no-referrer');
  response.send(
    deps.views.partial(
      'layouts/mail_frame',
      { html, blockedImages, imagesUrl: blockedImages > 0 ? sign(withRemote) : null },
      { locale: localeOf(request) },
    ),
  );
}

function addressOf(images: Attachment[], cid: string, sign: (path: string) => string) {
  const image = images.find(({ contentId }) => contentId === cid);
  return image ? sign(`/inline/${image.id}`) : null;
}

function framePolicy(publicUrl: string, remote: boolean): string {
  return [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `img-src ${publicUrl} data:${remote ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
