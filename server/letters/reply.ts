import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** An agent's reply as the customer reads it: the answer first. */
export function replyLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject' | 'status'>,
  reply: { body: string; authorName: string; providerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'reply',
    to,
    automatic: false,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      waiting: ticket.status === 'waiting_customer',
      resolved: ticket.status === 'resolved',
      ...reply,
    },
  };
}
