import { dayIn } from '../domain/billing/claim-cap.ts';
import { localTime } from '../domain/calendar/local-time.ts';
import type { MediationEvent } from '../domain/complaint/mediation.ts';
import { mayMoveMediation, mayRefer } from '../domain/complaint/move.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import type { Command } from './command.ts';
import { takePart } from './complaint-part.ts';
import { continueComplaint, type HeldComplaint } from './complaint-record.ts';
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
  const dated = datesOf(move, held.value, context.now);
  if (!dated.ok) return dated;
  // a manager only follows it; an officer of level 2 is thereby who handles it
  if (may(held.value.staff, 'answer_level_2')) {
    const part = await takePart(context, held.value, held.value.staff, 2);
    if (!part.ok) return part;
  }
  await continueComplaint(context, held.value, [move]);
  return accept(null);
};

/** What happened did so by today; what the mediator prolongs ends later than it would have. */
function datesOf(
  { data }: MediationEvent,
  { path, provider }: HeldComplaint,
  now: Date,
): Outcome<null> {
  const day = 'on' in data ? data.on : 'until' in data ? data.until : null;
  if (day === null) return accept(null);
  if (day.length !== 10 || localTime(day) === null) {
    return refuse('unreadable_time', { field: 'day' });
  }
  if ('until' in data) {
    const before = path.mediation?.limit?.lastDay ?? '';
    return day > before ? accept(null) : refuse('not_longer', { field: 'day' });
  }
  if (day > dayIn(provider.timeZone, now)) return refuse('not_yet_happened', { field: 'day' });
  return day < path.stages[0].receivedOn
    ? refuse('before_complaint', { field: 'day' })
    : accept(null);
}
