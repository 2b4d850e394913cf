import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
import { may } from '../domain/user/permission.ts';
import { judgementInForce } from '../store/judgement-in-force.ts';
import { REASON_LENGTH } from './change-priority.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

/**
 * Judges a ticket by the plan and calendars in force now, rather than at its receipt: the only way
 * to change what it is judged by. A manager's act, with a reason kept as an internal note.
 */
export const reassessTicket: Command<{ number: string; reason: string }, null> = async (
  context,
  input,
) => {
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (!may(staff, 'reassess_tickets')) return refuse('forbidden');
  const reason = readField('reason', input.reason, { max: REASON_LENGTH });
  if (!reason.ok) return reason;
  const judged = await judgementInForce(context.tx, ticket, context.now);
  if (judged === null || (ticket.judgedBy && sameVersions(judged, ticket.judgedBy))) {
    return refuse('unchanged');
  }

  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: reason.value });
  await continueHistory(context, ticket, [
    note,
    { type: 'ticket_reassessed', data: { judged, message: note.data.message } },
  ]);
  return accept(null);
};

function sameVersions(a: JudgedBy, b: JudgedBy): boolean {
  return (
    a.plan_version === b.plan_version &&
    a.incident_calendar === b.incident_calendar &&
    a.information_calendar === b.information_calendar &&
    a.conditions === b.conditions
  );
}
