import type { Ticket } from '../domain/ticket/ticket.ts';

/**
 * How far a page had got when it was made. It tells the mark when it begins to listen; where the
 * mark has moved on meanwhile, something was missed in between, and the page is fetched again.
 */
export function ticketMark(
  ticket: Pick<Ticket, 'headSeq' | 'lastPublicAt'>,
  side: 'staff' | 'requester',
): string {
  // a customer's mark must not move when a note is written (V6)
  return side === 'staff' ? String(ticket.headSeq) : ticket.lastPublicAt.toISOString();
}

/** @param latest when something last happened to a ticket of the list; null for an empty one */
export function listMark(latest: Date | null | undefined): string {
  return latest?.toISOString() ?? '';
}

/** A stream as a page asks for it: its name, and the page's mark. */
export function marked(stream: string, mark: string): string {
  return `${stream}#${mark}`;
}
