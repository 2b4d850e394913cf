import { createHash } from 'node:crypto';
import type { Run } from '../../commands/command.ts';
import {
  beginCaseFile,
  failCaseFile,
  finishCaseFile,
  keepCaseFilePart,
  type Making,
} from '../../commands/make-case-file.ts';
import type { RenderDocument } from '../../documents/document.ts';
import { type CaseFileForm, caseFileReference } from '../../domain/case-file/case-file.ts';
import { contentDigest } from '../../domain/proof/message-digest.ts';
import type { Locale } from '../../domain/user/role.ts';
import { exhibitsOf } from '../../presenters/case-file/exhibits.ts';
import { historyFile } from '../../presenters/case-file/history-file.ts';
import { disclosedHistory } from '../../presenters/case-file/material.ts';
import { caseFileModel } from '../../presenters/case-file/model.ts';
import { verifyFile } from '../../presenters/case-file/verify-file.ts';
import { CASE_FILE_PART } from '../../store/case-file-parts.ts';
import { type CaseFile, findCaseFile, type MadeFile } from '../../store/case-files.ts';
import type { Database } from '../../store/connect.ts';
import type { Translate } from '../../views/i18n.ts';
import { CannotMake } from '../case-file/cannot-make.ts';
import { checkWords } from '../case-file/check-words.ts';
import { loadMaterial } from '../case-file/load-material.ts';
import { readExhibit } from '../case-file/read-exhibit.ts';
import { inPieces, type ZipEntry, zipOf } from '../case-file/zip.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;
/** Bytes of exhibits: the plain archive format ends at 4 GiB. */
const MOST = 3 * 1024 ** 3;
/** Out of 100: the PDF's share of the making. */
const PDF_DONE = 10;

export type CaseFileMaker = {
  readonly database: Database;
  readonly run: Run;
  readonly renderDocument: RenderDocument;
  readonly translate: (locale: Locale) => Translate;
};

/**
 * Makes one case file, from the history up to its event alone: made again, it is the same bytes.
 * Another worker that took it over, or a redaction, ends this making without a word.
 */
export async function makeCaseFile(maker: CaseFileMaker, id: number): Promise<void> {
  const { run, database } = maker;
  const begun = await run(beginCaseFile, SWEEP, { id });
  if (!begun.ok || begun.value === null) return;
  const making = begun.value;
  const asked = await findCaseFile(database, id);
  if (!asked) return;
  try {
    const made = await make(maker, making, asked);
    await run(finishCaseFile, SWEEP, { ...making, ...made });
  } catch (error) {
    if (error instanceof Overtaken) return;
    const known = error instanceof CannotMake;
    await run(failCaseFile, SWEEP, { ...making, error: known ? error.reason : 'unexpected' });
    if (!known) throw error;
  }
}

/** This making no longer counts. */
class Overtaken extends Error {}

async function make(
  maker: CaseFileMaker,
  making: Making,
  asked: CaseFile,
): Promise<Record<CaseFileForm, MadeFile>> {
  const { database, renderDocument, translate } = maker;
  const t = translate(asked.locale);
  const material = await loadMaterial(database, asked);
  const history = disclosedHistory(material);
  checkWords(history, material);
  const exhibits = exhibitsOf(material);
  const total = exhibits.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST) throw new CannotMake('too_large');

  const model = caseFileModel(material, exhibits, t);
  const reference = caseFileReference(asked.number, asked);
  const pdf = await renderDocument({
    name: 'case_file',
    model,
    reference,
    locale: asked.locale,
    createdAt: model.head.at,
    provider: material.provider,
    to: [material.customer],
  });
  const keep = keeper(maker.run, making, total + pdf.byteLength);
  const madePdf = await keep('pdf', whole(pdf));

  const listed = {
    path: `${reference}.pdf`,
    size: pdf.byteLength,
    sha256: Buffer.from(contentDigest(pdf)).toString('hex'),
  };
  const verify = Buffer.from(verifyFile(material, t));
  const machine = Buffer.from(historyFile(material, history, exhibits, [listed, ...exhibits]));
  const entries: ZipEntry[] = [
    { path: listed.path, compress: false, bytes: () => whole(pdf) },
    { path: 'VERIFY.txt', compress: true, bytes: () => whole(verify) },
    { path: 'history.json', compress: true, bytes: () => whole(machine) },
    ...exhibits.map((exhibit) => ({
      path: exhibit.path,
      compress: false,
      bytes: () => readExhibit(database, exhibit),
    })),
  ];
  // by code units, whatever the machine's language
  entries.sort((left, right) => (left.path < right.path ? -1 : 1));
  const zip = await keep('zip', zipOf(entries, model.head.at));
  return { pdf: madePdf, zip };
}

/** Keeps a file part by part, each a sign of life, and tells what it came to. */
function keeper(run: Run, making: Making, total: number) {
  return async (file: CaseFileForm, bytes: AsyncIterable<Uint8Array>): Promise<MadeFile> => {
    const hash = createHash('sha256');
    let size = 0;
    let part = 0;
    for await (const piece of inPieces(bytes, CASE_FILE_PART)) {
      hash.update(piece);
      size += piece.byteLength;
      const share = Math.min(1, size / Math.max(1, total));
      const progress = file === 'pdf' ? PDF_DONE : PDF_DONE + Math.floor((99 - PDF_DONE) * share);
      const kept = await run(keepCaseFilePart, SWEEP, {
        ...making,
        file,
        part,
        bytes: piece,
        progress,
      });
      if (!kept.ok) throw new Overtaken();
      part += 1;
    }
    return { size, digest: hash.digest() };
  };
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
