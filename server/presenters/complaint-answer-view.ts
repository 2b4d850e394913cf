import type { ComplaintAnswer } from '../store/complaint-answers.ts';
import type { AnswerView } from '../views/models/complaint-desk.ts';
import { documentUrl } from './document-link.ts';

/** A formal answer, with whether it counts: once its mail is accepted, until that comes back (P5). */
export function answerView(answer: ComplaintAnswer, number: string): AnswerView {
  const { level, outcome, redress, author, answeredAt, givenAt, voidedAt } = answer;
  const state = voidedAt ? 'voided' : givenAt ? 'given' : 'pending';
  return {
    level,
    outcome,
    redress,
    author,
    answeredAt,
    state,
    settledAt: voidedAt ?? givenAt,
    documentUrl: documentUrl({ id: answer.documentId, name: `${number}-R${level}.pdf` }),
    messageId: String(answer.messageId),
  };
}
