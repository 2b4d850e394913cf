import type { TicketEvent } from '../domain/ticket/event.ts';
import { isPublicEvent } from '../domain/ticket/event.ts';
import type { Attachment } from '../store/attachments.ts';
import type { ConversationMessage } from '../store/messages.ts';
import { type EventView, TOLD_BY_MESSAGES } from '../views/models/events.ts';
import type { Entry } from '../views/models/tickets.ts';
import { eventView, type Names } from './event-view.ts';
import { type Audience, messageView } from './message-view.ts';

/** Whether an event stands in the conversation by itself, rather than as the message it tells. */
export function standsAlone(event: TicketEvent): boolean {
  const told: readonly EventView['type'][] = TOLD_BY_MESSAGES;
  return !told.includes(event.type as EventView['type']);
}

export function messageOf(event: TicketEvent): number | null {
  switch (event.type) {
    case 'message_received':
    case 'reply_sent':
    case 'note_added':
      return event.data.message;
    default:
      return null;
  }
}

/**
 * Messages and the events between them, in the order of the history. Where only the end of a
 * conversation is loaded, its events begin with the first message loaded.
 *
 * @param whole false where older messages were left out
 */
export function conversationEntries({
  audience,
  events,
  messages,
  attachments,
  names,
  customerZone,
  whole,
  upTo = null,
}: {
  audience: Audience;
  events: readonly TicketEvent[];
  messages: readonly ConversationMessage[];
  attachments: readonly Attachment[];
  names: Names;
  customerZone: string | null;
  whole: boolean;
  /** The message that this part of the conversation stops before; null at its end. */
  upTo?: number | null;
}): Entry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const entries: Entry[] = [];
  let begun = whole;
  for (const event of events) {
    if (audience === 'requester' && !isPublicEvent(event.type)) continue;
    const id = messageOf(event);
    if (id !== null && id === upTo) break;
    const message = id === null ? undefined : byId.get(id);
    if (message) {
      begun = true;
      const files = attachments.filter((file) => file.messageId === message.id);
      entries.push({ message: messageView(message, files, { audience, customerZone }) });
    } else if (begun && standsAlone(event)) {
      entries.push({ event: eventView(event, names) });
    }
  }
  return entries;
}
