import { Router } from 'express';
import { findAttachment } from '../store/attachments.ts';
import { sendBytes } from './attachment-bytes.ts';
import { contentDisposition } from './content-disposition.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';
import { reachesTicket } from './reaches-ticket.ts';
import { signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';

/** Files that came with messages: always a download, whatever they say they are. */
export function attachmentRoutes(deps: HttpDeps): Router {
  const { database } = deps;
  return Router().get('/attachments/:id/:name', signedIn, async (request, response) => {
    const reader = signedInUser(request);
    const id = numberOf(request.params.id);
    const file = id === null ? null : await findAttachment(database, id);
    if (!file || !(await reachesTicket(database, reader, file))) throw new PageError(404);
    if (reader.customerId !== null && file.visibility !== 'public') throw new PageError(404);
    await recordLook(deps, reader, { ...file, what: 'attachment' });
    response.set({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': contentDisposition(file.name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    await sendBytes(database, response, file);
  });
}
