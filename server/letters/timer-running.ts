import type { Letter, Recipient } from './letter.ts';

/** Tells an agent that its diagnosis timer has run for long (4.3). It never goes to a customer. */
export function timerRunningLetter(
  to: Recipient,
  ticket: { number: string; subject: string },
  facts: { startedAt: Date; providerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'timer_running',
    to,
    automatic: true,
    model: { number: ticket.number, ticketSubject: ticket.subject, ...facts },
  };
}
