import type { CaseFileError, CaseFileForm } from '../domain/case-file/case-file.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { deleteCaseFileParts, insertCaseFilePart } from '../store/case-file-parts.ts';
import {
  beginCaseFile as begin,
  failCaseFile as fail,
  finishCaseFile as finish,
  type MadeFile,
  moveCaseFileOn,
} from '../store/case-files.ts';
import type { Command } from './command.ts';

/** One making of a case file, of which only the latest is of any effect. */
export type Making = { readonly id: number; readonly making: number };

/** After so long without a part, its maker is taken for dead. */
export const MAKER_SILENT_AFTER = 2 * 60_000;
/** What ends the process again and again is not tried for ever. */
const ATTEMPTS = 5;

/**
 * Takes a case file to make it: of several workers, one gets it. Null where it was begun too often.
 */
export const beginCaseFile: Command<{ id: number }, Making | null> = async (
  { tx, now },
  { id },
) => {
  const silentSince = new Date(now.getTime() - MAKER_SILENT_AFTER);
  const begun = await begin(tx, id, { now, silentSince });
  if (begun === null) return refuse('already_decided');
  await deleteCaseFileParts(tx, id);
  const { making, attempts } = begun;
  if (attempts > ATTEMPTS) {
    await fail(tx, { id, making }, 'interrupted', now);
    return accept(null);
  }
  return accept({ id, making });
};

/** Keeps the next part of one of its files, and says how far the making is, out of 100. */
export const keepCaseFilePart: Command<
  Making & { file: CaseFileForm; part: number; bytes: Uint8Array; progress: number },
  null
> = async ({ tx, now }, { file, part, bytes, progress, ...making }) => {
  if (!(await moveCaseFileOn(tx, making, progress, now))) return refuse('already_decided');
  await insertCaseFilePart(tx, { caseFileId: making.id, file, part, bytes });
  return accept(null);
};

/** It is whole: from here on it can be downloaded. */
export const finishCaseFile: Command<Making & Record<CaseFileForm, MadeFile>, null> = async (
  { tx, now },
  { pdf, zip, ...making },
) => {
  const finished = await finish(tx, making, { pdf, zip }, now);
  return finished ? accept(null) : refuse('already_decided');
};

/** It can't be made, or not now: whoever asks again has it tried again. */
export const failCaseFile: Command<Making & { error: CaseFileError }, null> = async (
  { tx, now },
  { error, ...making },
) => {
  await fail(tx, making, error, now);
  await deleteCaseFileParts(tx, making.id);
  return accept(null);
};
