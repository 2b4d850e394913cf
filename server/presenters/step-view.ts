import { readTestWords } from '../domain/diagnosis/step.ts';
import type { Attachment } from '../store/attachments.ts';
import type { DiagnosisStep } from '../store/diagnosis-steps.ts';
import type { RecommendedTest } from '../store/recommended-tests.ts';
import type { StepsSheet, StepView } from '../views/models/diagnosis-steps.ts';
import { attachmentView } from './message-view.ts';

/** A step of a diagnosis, with the files of its message. */
export function stepView(step: DiagnosisStep, files: readonly Attachment[]): StepView {
  const tested = step.kind === 'test' ? readTestWords(step.body) : null;
  return {
    id: String(step.id),
    kind: step.kind,
    wording: tested?.wording ?? null,
    result: step.result,
    said: tested ? tested.observed : step.body,
    service: step.service?.name ?? null,
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    recordedAt: step.recordedAt,
    recordedBy: step.recordedBy,
    answeredAt: step.answeredAt,
    attachments: files.filter(({ messageId }) => messageId === step.messageId).map(attachmentView),
  };
}

/** The recommended tests, each with what it last resulted in. */
export function recommendedView(
  tests: readonly RecommendedTest[],
  steps: readonly DiagnosisStep[],
): StepsSheet['recommended'] {
  return tests.map(({ id, wording }) => ({
    id: String(id),
    wording,
    result: steps.findLast(({ testId }) => testId === id)?.result ?? null,
  }));
}
