import type { TicketEvent } from '../ticket/event.ts';
import type { DiagnosisOutcome } from './outcome.ts';

/** What the diagnosis ended with, as the history last tells it; null where it has not (D2). */
export function outcomeTold(events: readonly TicketEvent[]): DiagnosisOutcome | null {
  const concluded = events.findLast(({ type }) => type === 'diagnosis_concluded');
  return concluded?.type === 'diagnosis_concluded' ? concluded.data.outcome : null;
}
