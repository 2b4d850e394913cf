import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** Reminds a customer that its answer is awaited, and says when the ticket closes without one. */
export function waitingReminderLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  model: { since: Date; closesAt: Date; providerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'waiting_reminder',
    to,
    automatic: true,
    model: { number: ticket.number, ticketSubject: ticket.subject, ...model },
  };
}

/** Tells a customer that its ticket was closed for want of an answer, and how to go on. */
export function closedWithoutAnswerLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  model: { providerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'closed_without_answer',
    to,
    automatic: true,
    model: { number: ticket.number, ticketSubject: ticket.subject, ...model },
  };
}
