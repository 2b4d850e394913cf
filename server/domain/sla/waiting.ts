import { type Owed, TOLD_BEFOREHAND } from './owed.ts';
import type { Timeline } from './timeline.ts';

export type WaitingStep =
  | { readonly step: 'remind'; readonly since: Date; readonly closesAt: Date }
  | { readonly step: 'close' };

/**
 * What silence leads to now: a reminder that says when the ticket will close, then its closing.
 * Without the reminder there is no closing, and what was told is kept to: where the reminder went
 * out late, the closing waits.
 */
export function waitingStep(
  owed: readonly Owed[],
  { recorded }: Pick<Timeline, 'recorded'>,
  now: Date,
): WaitingStep | null {
  const reminder = owed.find(({ name }) => name === 'waiting_reminder');
  const closing = owed.find(({ name }) => name === 'waiting_close');
  if (!reminder?.dueAt || !closing?.dueAt) return null;
  const since = closing.startedAt;
  if (recorded.reminders.some((at) => at >= since)) {
    return closing.dueAt <= now ? { step: 'close' } : null;
  }
  if (reminder.dueAt > now && closing.dueAt > now) return null;
  const closesAt = Math.max(closing.dueAt.getTime(), now.getTime() + TOLD_BEFOREHAND);
  return { step: 'remind', since, closesAt: new Date(closesAt) };
}
