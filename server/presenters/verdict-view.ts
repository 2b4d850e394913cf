import { reportReference } from '../domain/diagnosis/report-reference.ts';
import type { Verdict } from '../store/verdicts.ts';
import type { VerdictView } from '../views/models/verdicts.ts';
import { documentUrl } from './document-link.ts';

/** A verdict with where its report is downloaded. */
export function verdictView(verdict: Verdict, number: string): VerdictView {
  const { documentId, documentName } = verdict;
  return {
    id: String(verdict.id),
    reference: reportReference(number, verdict.place),
    outcome: verdict.outcome,
    reasons: verdict.reasons,
    seconds: verdict.seconds,
    pronouncedAt: verdict.pronouncedAt,
    pronouncedBy: verdict.pronouncedBy.name,
    changeReason: verdict.changeReason,
    reportUrl: documentUrl({ id: documentId, name: documentName ?? '' }),
  };
}
