import { dayIn } from '../domain/billing/claim-cap.ts';
import { localTime } from '../domain/calendar/local-time.ts';
import { mayMoveMediation, mayRefer } from '../domain/complaint/move.ts';
import { legalLimitFromDay } from '../domain/deadline/legal-limit.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Command } from './command.ts';
import { continueComplaint, type HeldComplaint } from './complaint-record.ts';
import { holdComplaintAsContact } from './held-complaint.ts';

export type OwnMove =
  /** `on`: `YYYY-MM-DD` in the provider's zone, the day that it asked the mediator. */
  | { type: 'mediation_referred'; on: string }
  | { type: 'mediation_proposal_answered'; accepted: boolean };

/**
 * What a customer itself puts on record of its mediation (P3): that it asked the mediator, and
 * whether it accepts what the mediator proposes. The rest is the mediator's, which staff record.
 */
export const moveOwnMediation: Command<{ number: string; move: OwnMove }, null> = async (
  context,
  { number, move },
) => {
  const held = await holdComplaintAsContact(context, number);
  if (!held.ok) return held;
  if (move.type === 'mediation_referred') {
    const allowed = mayHaveReferred(held.value, move.on, context.now);
    if (!allowed.ok) return allowed;
    const { type, on } = move;
    await continueComplaint(context, held.value, [{ type, data: { on } }]);
    return accept(null);
  }
  const { path } = held.value;
  const allowed = mayMoveMediation(path, move.type);
  if (!allowed.ok) return allowed;
  if (path.mediation?.accepted.customer !== null) return refuse('mediation_moved_on');
  const data = { by: 'customer', accepted: move.accepted } as const;
  await continueComplaint(context, held.value, [{ type: move.type, data }]);
  return accept(null);
};

/** Who asked within the year may say so once it is over: the asking counts, not the telling. */
function mayHaveReferred({ path, provider }: HeldComplaint, on: string, now: Date): Outcome<null> {
  if (on.length !== 10 || localTime(on) === null) return refuse('unreadable_time', { field: 'on' });
  if (on > dayIn(provider.timeZone, now)) return refuse('not_yet_happened', { field: 'on' });
  if (on < path.stages[0].receivedOn) return refuse('before_complaint', { field: 'on' });
  const today = mayRefer(path, now);
  const { ends } = legalLimitFromDay(on, { days: 0 }, provider.timeZone);
  const endOfDay = new Date(Math.min(ends.getTime() - 1, now.getTime()));
  return today.ok ? today : mayRefer(path, endOfDay);
}
