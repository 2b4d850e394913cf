import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/**
 * An agent's reply as the customer reads it: the answer first. Whoever takes part beside the
 * requester is told why it comes, and nothing of what only the requester is asked.
 *
 * @param reply.ticketUrl null where the reader has no place on the portal to follow it
 * @param reply.copyOf whose request it is, in a participant's copy; null in the requester's own
 * @param reply.leaveUrl where a participant stops them
 */
export function replyLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject' | 'status'>,
  reply: {
    body: string;
    authorName: string;
    providerName: string;
    ticketUrl: string | null;
    copyOf: string | null;
    leaveUrl?: string;
  },
): Letter {
  return {
    name: 'reply',
    to,
    automatic: false,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      waiting: reply.copyOf === null && ticket.status === 'waiting_customer',
      resolved: ticket.status === 'resolved',
      leaveUrl: null,
      ...reply,
    },
  };
}
