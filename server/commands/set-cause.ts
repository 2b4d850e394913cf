import { CAUSES, type Cause } from '../domain/complaint/cause.ts';
import { accept, refuse } from '../domain/outcome.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdAsOfficer } from './held-complaint.ts';

/** The officers of a complaint's level say what it is about, for the figures. */
export const setCause: Command<{ number: string; cause: Cause }, null> = async (
  context,
  { number, cause },
) => {
  const held = await holdAsOfficer(context, number);
  if (!held.ok) return held;
  if (!CAUSES.includes(cause)) return refuse('invalid_choice', { field: 'cause' });
  const { complaint } = held.value;
  if (complaint.cause === cause) return accept(null);
  await continueComplaint(context, { ...held.value, complaint: { ...complaint, cause } }, [
    { type: 'complaint_cause_set', data: { from: complaint.cause, to: cause } },
  ]);
  return accept(null);
};
