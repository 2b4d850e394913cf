import { type CaseFileForm, caseFileReference } from '../domain/case-file/case-file.ts';
import type { CaseFile, MadeFile } from '../store/case-files.ts';
import type { CaseFileDownload, CaseFileView } from '../views/models/case-files.ts';

/** A case file as its list shows it. */
export function caseFileView(file: CaseFile): CaseFileView {
  const { id, audience, locale, state, progress, requestedBy, requestedAt, error } = file;
  return {
    id: String(id),
    reference: caseFileReference(file.number, file),
    audience,
    locale,
    upTo: { seq: file.upTo, at: file.upToAt },
    state,
    progress,
    requestedBy,
    requestedAt,
    error,
    pdf: download(file, 'pdf', file.pdf),
    zip: download(file, 'zip', file.zip),
  };
}

/** The name that it is downloaded under. */
export function caseFileName(file: CaseFile, form: CaseFileForm): string {
  return `${caseFileReference(file.number, file)}.${form}`;
}

function download(
  file: CaseFile,
  form: CaseFileForm,
  made: MadeFile | null,
): CaseFileDownload | null {
  if (made === null) return null;
  const { size, digest } = made;
  const url = `/case-files/${file.id}/${caseFileName(file, form)}`;
  return { url, size, digest: Buffer.from(digest).toString('hex') };
}
