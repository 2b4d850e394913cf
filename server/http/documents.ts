import { Router } from 'express';
import type { UserActor } from '../domain/user/actor.ts';
import { isStaff, may } from '../domain/user/permission.ts';
import type { Database } from '../store/connect.ts';
import { findDocument, type StoredDocument } from '../store/documents.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';
import { reachesTicket } from './reaches-ticket.ts';
import { signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';
import { sendPdf } from './send-pdf.ts';

/** Documents as they were given: a download, to their customer and to the staff entitled. */
export function documentRoutes(deps: HttpDeps): Router {
  const { database } = deps;
  return Router().get('/documents/:id/:name', signedIn, async (request, response) => {
    const reader = signedInUser(request);
    const id = numberOf(request.params.id);
    const document = id === null ? null : await findDocument(database, id);
    if (!document || !(await mayRead(database, reader, document))) throw new PageError(404);
    await recordLook(deps, reader, { ...document, what: 'document' });
    await sendPdf(database, response, document);
  });
}

/** Invoices have their own pages, which a customer reads for twelve months (D6). */
async function mayRead(
  database: Database,
  reader: UserActor,
  document: StoredDocument,
): Promise<boolean> {
  if (document.kind === 'invoice') return isStaff(reader) && may(reader, 'keep_invoices');
  return reachesTicket(database, reader, document);
}
