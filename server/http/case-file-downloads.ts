import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import { CASE_FILE_FORMS, type CaseFileForm } from '../domain/case-file/case-file.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may } from '../domain/user/permission.ts';
import { caseFileName } from '../presenters/case-file-view.ts';
import { readCaseFilePart } from '../store/case-file-parts.ts';
import { type CaseFile, findCaseFile } from '../store/case-files.ts';
import type { Database } from '../store/connect.ts';
import { contentDisposition } from './content-disposition.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';
import { reachesTicket } from './reaches-ticket.ts';
import { signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';

const TYPES = { pdf: 'application/pdf', zip: 'application/zip' } as const;

/** A case file's PDF and archive: always a download; staff's leave a trace (V5). */
export function caseFileDownloadRoutes(deps: HttpDeps): Router {
  const { database } = deps;
  return Router().get('/case-files/:id/:name', signedIn, async (request, response) => {
    const reader = signedInUser(request);
    const id = numberOf(request.params.id);
    const file = id === null ? null : await findCaseFile(database, id);
    if (!file || !(await mayDownload(database, reader, file))) throw new PageError(404);
    const form = CASE_FILE_FORMS.find((each) => caseFileName(file, each) === request.params.name);
    const made = form && file[form];
    if (!form || !made) throw new PageError(404);
    await recordLook(deps, reader, { ...file, what: 'case_file' });
    response.set({
      'Content-Type': TYPES[form],
      'Content-Length': String(made.size),
      'Content-Disposition': contentDisposition(caseFileName(file, form)),
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    await send(database, response, file, form);
  });
}

async function mayDownload(
  database: Database,
  reader: UserActor,
  file: CaseFile,
): Promise<boolean> {
  if (!(await reachesTicket(database, reader, file))) return false;
  return reader.customerId === null
    ? may(reader, 'export_case_files')
    : file.audience === 'mediator' && file.ofComplaint;
}

/** Part by part, as fast as it is taken: a large one is never whole in memory. */
async function send(
  database: Database,
  response: Response,
  { id }: CaseFile,
  form: CaseFileForm,
): Promise<void> {
  if (response.req.method === 'HEAD') return void response.end();
  async function* parts() {
    for (let part = 0; ; part += 1) {
      const bytes = await readCaseFilePart(database, id, form, part);
      if (bytes === null) return;
      yield bytes;
    }
  }
  try {
    await pipeline(Readable.from(parts(), { objectMode: false }), response);
  } catch (error) {
    // who stops a download is not a failure of ours
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
