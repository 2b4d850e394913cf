import type { CaseFileForm } from '../domain/case-file/case-file.ts';
import type { Db } from './connect.ts';

/** Bytes of a case file kept in one row. */
export const CASE_FILE_PART = 1024 * 1024;

export async function insertCaseFilePart(
  db: Db,
  part: { caseFileId: number; file: CaseFileForm; part: number; bytes: Uint8Array },
): Promise<void> {
  await db('case_file_parts').insert({
    case_file_id: part.caseFileId,
    file: part.file,
    part: part.part,
    bytes: part.bytes,
  });
}

/** What an earlier making left. */
export async function deleteCaseFileParts(db: Db, caseFileId: number): Promise<void> {
  await db('case_file_parts').where({ case_file_id: caseFileId }).delete();
}

/** One part, counted from 0; null past the last. */
export async function readCaseFilePart(
  db: Db,
  caseFileId: number,
  file: CaseFileForm,
  part: number,
): Promise<Buffer | null> {
  const row = await db('case_file_parts')
    .where({ case_file_id: caseFileId, file, part })
    .first('bytes');
  return row?.bytes ?? null;
}
