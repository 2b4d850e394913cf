import { isPathEvent } from '../domain/complaint/path-event.ts';
import { isPublicEvent, type TicketEvent } from '../domain/ticket/event.ts';
import type { Locale } from '../domain/user/role.ts';
import { messageOf, standsAlone } from '../presenters/conversation.ts';

/** What can be listened to. Staff and requester sides are apart, so that a note cannot leak (V6). */
export type Stream =
  | { kind: 'queue' }
  | { kind: 'ticket'; side: 'staff' | 'requester'; ticketId: number }
  | { kind: 'customer'; customerId: number }
  /** An agent's own timer: nobody else hears of it here. */
  | { kind: 'timer'; userId: number };

export function streamName(stream: Stream): string {
  switch (stream.kind) {
    case 'queue':
      return 'desk:queue';
    case 'ticket':
      return `ticket:${stream.ticketId}:${stream.side}`;
    case 'customer':
      return `customer:${stream.customerId}`;
    case 'timer':
      return `timer:${stream.userId}`;
  }
}

/** @returns null for anything that is no stream's name */
export function readStreamName(name: unknown): Stream | null {
  if (name === 'desk:queue') return { kind: 'queue' };
  const ticket = /^ticket:([1-9]\d{0,14}):(staff|requester)$/.exec(String(name));
  if (ticket) {
    const side = ticket[2] as 'staff' | 'requester';
    return { kind: 'ticket', side, ticketId: Number(ticket[1]) };
  }
  const own = /^(customer|timer):([1-9]\d{0,14})$/.exec(String(name));
  if (!own) return null;
  const id = Number(own[2]);
  return own[1] === 'timer' ? { kind: 'timer', userId: id } : { kind: 'customer', customerId: id };
}

/** Where those who listen to a stream in one language stand. */
export function roomOf(stream: Stream, locale: Locale): string {
  return `${streamName(stream)}:${locale}`;
}

/** A part of a ticket's page that something happened to. */
export type Piece =
  | { part: 'message'; messageId: number; action: 'append' | 'replace' }
  | { part: 'event'; event: TicketEvent }
  | { part: 'status' };

/** What a batch of committed events changes of one ticket, for each of its audiences. */
export type Touched = {
  ticketId: number;
  staff: Piece[];
  /** Empty where nothing public happened: then nothing at all is sent to the customer. */
  requester: Piece[];
  /** The last public event, which the customer's list shows; null where none happened. */
  lastPublic: TicketEvent | null;
  /** Nobody can be looking yet at a ticket that this very batch opened. */
  opened: boolean;
};

/** Events that change a message that is shown already. */
const CHANGES_MESSAGE = new Set<TicketEvent['type']>([
  'message_redacted',
  'note_redacted',
  'reply_taken_back',
]);

/** Events that change what the head of a ticket says. */
const CHANGES_STATUS = new Set<TicketEvent['type']>([
  'ticket_opened',
  'ticket_assigned',
  'status_changed',
  'ticket_requalified',
  'priority_changed',
  // whether its mail arrives
  'mail_delivered',
  'mail_delivery_failed',
  'mail_bounced',
  'mail_resent',
  'address_cleared',
  // its subject may have held what was taken out
  'message_redacted',
]);

/**
 * Which parts of which tickets are to be shown again after a commit.
 *
 * @param messageOfMail the message that a mail carried, by outbound mail id
 */
export function touchedBy(
  events: readonly TicketEvent[],
  messageOfMail: (outboundEmailId: number) => number | null,
): Touched[] {
  const touched = new Map<number, Touched>();
  for (const event of events) {
    const ticket = touched.get(event.ticketId) ?? untouched(event.ticketId);
    touched.set(event.ticketId, ticket);
    if (event.type === 'ticket_opened') ticket.opened = true;
    const isPublic = isPublicEvent(event.type);
    const pieces = piecesOf(event, messageOfMail);
    add(ticket.staff, pieces);
    if (isPublic) {
      add(ticket.requester, pieces);
      // what a complaint's path says is news, rather than the status that follows from it
      const before = ticket.lastPublic;
      const follows = event.type === 'status_changed' && before !== null && isPathEvent(before);
      if (!follows) ticket.lastPublic = event;
    }
  }
  return [...touched.values()];
}

function untouched(ticketId: number): Touched {
  return { ticketId, staff: [], requester: [], lastPublic: null, opened: false };
}

function piecesOf(event: TicketEvent, messageOfMail: (id: number) => number | null): Piece[] {
  const pieces: Piece[] = [];
  const messageId = messageOf(event);
  if (messageId !== null) pieces.push({ part: 'message', messageId, action: 'append' });
  else if (standsAlone(event)) pieces.push({ part: 'event', event });
  if (isAboutMail(event)) {
    const carried = messageOfMail(event.data.outbound_email);
    if (carried !== null) pieces.push({ part: 'message', messageId: carried, action: 'replace' });
  }
  if (CHANGES_MESSAGE.has(event.type) && 'message' in event.data) {
    pieces.push({ part: 'message', messageId: event.data.message, action: 'replace' });
  }
  // what comes next on a complaint stands in its head
  if (CHANGES_STATUS.has(event.type) || isPathEvent(event)) pieces.push({ part: 'status' });
  return pieces;
}

function isAboutMail(event: TicketEvent) {
  return (
    event.type === 'mail_delivered' ||
    event.type === 'mail_delivery_failed' ||
    event.type === 'mail_resent'
  );
}

/** The head of a ticket is shown as it now is: once is enough. */
function add(pieces: Piece[], more: readonly Piece[]): void {
  for (const piece of more) {
    if (piece.part === 'status' && pieces.some(({ part }) => part === 'status')) continue;
    pieces.push(piece);
  }
}
