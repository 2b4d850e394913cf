import { isBillable } from '../domain/diagnosis/outcome.ts';
import { refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { findVerdict } from '../store/verdicts.ts';
import type { Command } from './command.ts';
import { readVerdict, type VerdictInput } from './conclude-diagnosis.ts';
import { holdAsStaff } from './held-ticket.ts';
import { writeNote } from './internal-note.ts';
import { pronounce } from './pronounce.ts';

/**
 * A manager pronounces another verdict in the place of one, and says why, even on a closed ticket
 * (D2). What the first one charged is taken back by another line, never deleted (D3).
 */
export const changeVerdict: Command<
  VerdictInput & {
    /** The verdict that stood when the form was opened. */
    replaces: number;
    /** Why it changes; colleagues read it, the customer does not. */
    why: string;
  },
  { verdictId: number }
> = async (context, input) => {
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (!may(staff, 'change_verdicts')) return refuse('forbidden');
  const replaced = await findVerdict(context.tx, ticket.id);
  if (replaced === null) return refuse('not_concluded');
  if (replaced.id !== input.replaces) return refuse('already_decided');
  const said = readVerdict(input);
  if (!said.ok) return said;
  const { outcome, reasons } = said.value;
  if (outcome === replaced.outcome && reasons === replaced.reasons) return refuse('unchanged');
  // what is no incident any more is not charged for its diagnosis
  if (ticket.kind !== 'incident' && isBillable(outcome)) {
    return refuse('not_an_incident', { field: 'outcome' });
  }
  const why = readField('why', input.why, { max: 2_000 });
  if (!why.ok) return why;
  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: why.value });
  return pronounce(context, held.value, { outcome, reasons, change: { replaced, note } });
};
