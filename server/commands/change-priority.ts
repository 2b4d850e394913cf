import { accept, refuse } from '../domain/outcome.ts';
import {
  IMPACTS,
  type Impact,
  type Priority,
  priorityOf,
  URGENCIES,
  type Urgency,
} from '../domain/plan/priority.ts';
import { readField } from '../domain/text-field.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

export type ChangePriorityInput = {
  number: string;
  impact: Impact;
  urgency: Urgency;
  /** Kept as an internal note. */
  reason: string;
};

export const REASON_LENGTH = 2_000;

/** Says anew how many are touched and how soon it hurts: they make the priority, and its targets. */
export const changePriority: Command<ChangePriorityInput, { priority: Priority }> = async (
  context,
  input,
) => {
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const { impact, urgency } = input;
  if (!IMPACTS.includes(impact)) return refuse('invalid_choice', { field: 'impact' });
  if (!URGENCIES.includes(urgency)) return refuse('invalid_choice', { field: 'urgency' });
  if (impact === ticket.impact && urgency === ticket.urgency) {
    return refuse('unchanged', { field: 'impact' });
  }
  const reason = readField('reason', input.reason, { max: REASON_LENGTH });
  if (!reason.ok) return reason;

  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: reason.value });
  const to = priorityOf(impact, urgency);
  const { message } = note.data;
  await continueHistory(context, ticket, [
    note,
    { type: 'priority_changed', data: { impact, urgency, from: ticket.priority, to, message } },
  ]);
  return accept({ priority: to });
};
