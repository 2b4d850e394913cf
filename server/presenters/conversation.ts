import { returnedMails } from '../domain/mail/returned-mails.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { isPublicEvent } from '../domain/ticket/event.ts';
import { isSentLater } from '../domain/ticket/held-reply.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import type { Attachment } from '../store/attachments.ts';
import type { AnswerOfMessage } from '../store/complaint-answers.ts';
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

/** A complaint's steps tell where it is; its status says less, in words meant for other kinds. */
export function isToldBySteps(
  { type }: TicketEvent,
  audience: Audience,
  { kind }: { readonly kind: TicketKind },
): boolean {
  return audience === 'requester' && kind === 'complaint' && type === 'status_changed';
}

export function messageOf(event: TicketEvent): number | null {
  switch (event.type) {
    case 'message_received':
    case 'message_moved_in':
    case 'reply_held':
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
  ticket,
  events,
  messages,
  attachments,
  answers = new Map(),
  names,
  customerZone,
  whole,
  upTo = null,
}: {
  audience: Audience;
  ticket: { readonly kind: TicketKind };
  events: readonly TicketEvent[];
  messages: readonly ConversationMessage[];
  attachments: readonly Attachment[];
  /** Formal answers to a complaint, by the message that says them. */
  answers?: ReadonlyMap<number, AnswerOfMessage>;
  names: Names;
  customerZone: string | null;
  whole: boolean;
  /** The message that this part of the conversation stops before; null at its end. */
  upTo?: number | null;
}): Entry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const bounced = returnedMails(events);
  const entries: Entry[] = [];
  let begun = whole;
  // messages are numbered as they are written: one that was held may follow a later one
  let over = false;
  for (const event of events) {
    if (audience === 'requester' && !isPublicEvent(event.type)) continue;
    if (isToldBySteps(event, audience, ticket)) continue;
    // a reply that was held stands where it left
    if (isSentLater(event, events)) continue;
    const id = messageOf(event);
    if (id !== null && id === upTo) over = true;
    const message = id === null ? undefined : byId.get(id);
    if (message) {
      begun = true;
      const files = attachments.filter((file) => file.messageId === message.id);
      const answer = answers.get(message.id) ?? null;
      const seen = { audience, customerZone, answer, bounced };
      entries.push({ message: messageView(message, files, seen) });
    } else if (begun && !over && standsAlone(event)) {
      entries.push({ event: eventView(event, names) });
    }
  }
  return entries;
}
