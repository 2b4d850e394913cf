import { type DiagnosisOutcome, OUTCOMES } from '../domain/diagnosis/outcome.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { findVerdict } from '../store/verdicts.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { pronounce, REASONS_LENGTH } from './pronounce.ts';

export type VerdictInput = { number: string; outcome: string; reasons: string };

/** An agent says what the diagnosis of an incident ended with; the customer gets the report (D2). */
export const concludeDiagnosis: Command<VerdictInput, { verdictId: number }> = async (
  context,
  input,
) => {
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.kind !== 'incident') return refuse('not_an_incident');
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (isEnded(ticket.status)) return refuse('ticket_closed');
  if (await findVerdict(context.tx, ticket.id)) return refuse('already_concluded');
  const said = readVerdict(input);
  if (!said.ok) return said;
  return pronounce(context, held.value, { ...said.value, change: null });
};

/** What of a verdict is chosen and typed. */
export function readVerdict({
  outcome,
  reasons: given,
}: Pick<VerdictInput, 'outcome' | 'reasons'>): Outcome<{
  outcome: DiagnosisOutcome;
  reasons: string;
}> {
  const known = OUTCOMES.find((name) => name === outcome);
  if (!known) return refuse(outcome === '' ? 'required' : 'invalid_choice', { field: 'outcome' });
  const reasons = readField('reasons', given, { max: REASONS_LENGTH });
  return reasons.ok ? accept({ outcome: known, reasons: reasons.value }) : reasons;
}
