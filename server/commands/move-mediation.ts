import type { MediationEvent } from '../domain/complaint/mediation.ts';
import { mayMoveMediation, mayRefer } from '../domain/complaint/move.ts';
import { accept } from '../domain/outcome.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdComplaintAs } from './held-complaint.ts';

/**
 * Puts on record how a mediation goes on: referred, admissible or not, notified, extended,
 * observations, proposal, its acceptance, closed (P3). The referral is the customer's own act,
 * which staff learn from the mediator or from the customer.
 */
export const moveMediation: Command<{ number: string; move: MediationEvent }, null> = async (
  context,
  { number, move },
) => {
  const held = await holdComplaintAs(context, number, 'follow_mediation');
  if (!held.ok) return held;
  const { path } = held.value;
  const allowed =
    move.type === 'mediation_referred'
      ? mayRefer(path, context.now)
      : mayMoveMediation(path, move.type);
  if (!allowed.ok) return allowed;
  await continueComplaint(context, held.value, [move]);
  return accept(null);
};
