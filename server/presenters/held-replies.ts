import type { TicketEvent } from '../domain/ticket/event.ts';
import type { AskedStatus } from '../domain/ticket/held-reply.ts';
import type { ConversationMessage } from '../store/messages.ts';
import type { HeldReplyView } from '../views/models/tickets.ts';

/** The replies that this reader can still take back, the next to leave first. */
export function heldReplies(
  messages: readonly ConversationMessage[],
  { number, userId, now }: { number: string; userId: number; now: Date },
): HeldReplyView[] {
  return messages.flatMap(({ id, author, heldUntil }) => {
    if (author.id !== userId || heldUntil === null || heldUntil <= now) return [];
    const url = `/desk/tickets/${number}/replies/${id}/taking-back`;
    return [{ id: String(id), url, milliseconds: heldUntil.getTime() - now.getTime() }];
  });
}

/** What a reply that was taken back asked to make of its ticket: it is asked again. */
export function askedByTakenBack(
  events: readonly TicketEvent[],
  messageId: number | null,
): AskedStatus {
  for (const { type, data } of events) {
    if (type === 'reply_held' && data.message === messageId) return data.status;
  }
  return null;
}
