import type { TicketEvent } from '../ticket/event.ts';
import type { AnsweringLevel } from './event.ts';

/**
 * Who of the staff took part in level 1: wrote, was given the complaint, or decided (P2). Nobody of
 * them may act at level 2.
 */
export function levelOneHandlers(events: readonly TicketEvent[]): ReadonlySet<number> {
  const handlers = new Set<number>();
  for (const event of events) {
    if (event.type === 'complaint_escalated') break;
    if (event.type === 'ticket_assigned' && event.data.to !== null) handlers.add(event.data.to);
    if (ACTS.has(event.type) && 'user' in event.actor) handlers.add(event.actor.user);
  }
  return handlers;
}

/** What taking part is; reading is not. */
const ACTS: ReadonlySet<TicketEvent['type']> = new Set([
  'reply_sent',
  'note_added',
  'complaint_answered',
]);

/** Whether somebody may act at a level of this complaint, being an officer of it. */
export function mayHandle(
  userId: number,
  level: AnsweringLevel,
  handlers: ReadonlySet<number>,
): boolean {
  return level === 1 || !handlers.has(userId);
}
