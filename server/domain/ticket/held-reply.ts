import type { Owed } from '../sla/owed.ts';
import type { TicketEvent } from './event.ts';
import { isEnded, statusAfterStaffReply, type TicketStatus } from './status.ts';

/** What a reply asks to make of its ticket; null leaves it as it is. */
export type AskedStatus = 'waiting_customer' | 'resolved' | null;

/**
 * Until when a reply is held, so that its author can take it back. Nobody outside sees anything of
 * it before, and its clocks run until then: where one would run out meanwhile, it isn't held.
 *
 * @param seconds how long replies are held here; 0 for never
 * @returns null for a reply that leaves at once
 */
export function holdUntil(
  now: Date,
  seconds: number,
  owed: readonly Pick<Owed, 'dueAt' | 'metAt'>[],
): Date | null {
  if (seconds === 0) return null;
  const until = new Date(now.getTime() + seconds * 1000);
  const runsOut = owed.some(
    ({ dueAt, metAt }) => metAt === null && dueAt !== null && dueAt > now && dueAt <= until,
  );
  return runsOut ? null : until;
}

/** What a held reply says now: a passage may have been taken out of it meanwhile. */
export function digestOfHeld(events: readonly TicketEvent[], messageId: number): string | null {
  let digest: string | null = null;
  for (const { type, data } of events) {
    if (type !== 'reply_held' && type !== 'message_redacted' && type !== 'note_redacted') continue;
    if (data.message === messageId) digest = data.digest;
  }
  return digest;
}

/**
 * What a held reply makes of its ticket once it is let go. What its author asked for was said of
 * the ticket as it then stood: a customer who wrote meanwhile, or a colleague who gave it another
 * status, overtook it.
 */
export function statusWhenLetGo(
  status: TicketStatus,
  events: readonly TicketEvent[],
  messageId: number,
): TicketStatus {
  const at = events.findIndex(
    ({ type, data }) => type === 'reply_held' && data.message === messageId,
  );
  const held = events[at];
  const asked = held?.type === 'reply_held' ? held.data.status : null;
  const overtaken = events.some(
    ({ type }, index) =>
      index > at &&
      // a reply let go in between asks for its status in the same breath: the later one holds
      (type === 'message_received' ||
        (type === 'status_changed' && events[index - 1]?.type !== 'reply_sent')),
  );
  return statusAfterStaffReply(status, overtaken || isEnded(status) ? null : asked);
}

/** Whether a reply that these events held is told by a later one of them, which sent it. */
export function isSentLater(event: TicketEvent, events: readonly TicketEvent[]): boolean {
  return (
    event.type === 'reply_held' &&
    events.some(({ type, data }) => type === 'reply_sent' && data.message === event.data.message)
  );
}
