import { saltedDigest } from '../../domain/proof/salted-digest.ts';
import type { DataOf } from '../../domain/ticket/event.ts';
import type { DocumentContent } from '../../store/documents.ts';
import type { VerdictContent } from '../../store/verdicts.ts';

/** Whether a verdict still says what it said, and its report is the very one that was given (D2). */
export function verdictFault(
  told: DataOf<'diagnosis_concluded'>,
  verdicts: ReadonlyMap<number, VerdictContent>,
  documents: ReadonlyMap<number, DocumentContent>,
): 'verdict_altered' | 'document_altered' | null {
  const verdict = verdicts.get(told.verdict);
  if (!verdict) return 'verdict_altered';
  const { outcome, reasons, salt } = verdict;
  const same =
    verdict.seconds === told.seconds &&
    verdict.replacesId === (told.replaces ?? null) &&
    verdict.documentId === told.report.document &&
    saltedDigest(salt, { outcome, reasons }) === told.digest;
  if (!same) return 'verdict_altered';
  return documents.get(told.report.document)?.digest === told.report.digest
    ? null
    : 'document_altered';
}
