import type { PathQuality } from '../domain/complaint/event.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdComplaintAs } from './held-complaint.ts';
import { writeNote } from './internal-note.ts';

/**
 * A manager decides that a complaint follows the other path than that of its customer's quality
 * when it was lodged (P4), with the reason in a note. A mediation that was referred goes on.
 */
export const decidePath: Command<
  { number: string; quality: PathQuality; reason: string },
  null
> = async (context, input) => {
  const held = await holdComplaintAs(context, input.number, 'decide_paths');
  if (!held.ok) return held;
  const { path, ticket, staff } = held.value;
  if (path.quality === input.quality) return refuse('unchanged');
  if (path.mediation !== null) return refuse('complaint_moved_on');
  const reason = readField('reason', input.reason, { max: 5_000 });
  if (!reason.ok) return reason;
  const about = { ticketId: ticket.id, authorId: staff.id, body: reason.value };
  const note = await writeNote(context, about);
  await continueComplaint(context, held.value, [
    note,
    {
      type: 'complaint_path_decided',
      data: { quality: input.quality, note: note.data.message },
    },
  ]);
  return accept(null);
};
