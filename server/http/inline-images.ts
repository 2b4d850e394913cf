import { Router } from 'express';
import { isDrawn } from '../presenters/drawn-images.ts';
import { isSignedPath } from '../security/signed-url.ts';
import { findAttachment } from '../store/attachments.ts';
import { sendBytes } from './attachment-bytes.ts';
import type { HttpDeps } from './deps.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';

const SECONDS_KEPT = 600;

/**
 * A mail's own images, for the sandboxed frame that shows it. The signature stands for the session
 * that the frame doesn't send; images only, since this is the one place where a file is not a
 * download.
 */
export function inlineImageRoutes({ database, secret, clock }: HttpDeps): Router {
  return Router().get('/inline/:id', async (request, response) => {
    const id = numberOf(request.params.id);
    if (id === null || !isSignedPath(secret, `/inline/${id}`, request.query, clock())) {
      throw new PageError(403);
    }
    const image = await findAttachment(database, id);
    if (!image || !isDrawn(image)) throw new PageError(404);
    response.set({
      'Content-Type': image.contentType.toLowerCase(),
      'Content-Disposition': 'inline',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      // the frame has no origin, so every image is another site's to it
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': `private, max-age=${SECONDS_KEPT}`,
    });
    await sendBytes(database, response, image);
  });
}
