import type { DeadlineName } from '../domain/sla/deadline-name.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** Tells a colleague that a commitment runs out, or did (H6), or that a customer hears nothing (H5). */
export function escalationLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  what: {
    deadline: DeadlineName;
    share: number;
    dueAt: Date | null;
    /** Since when the clock has run: the receipt, or the last public reply. */
    since: Date;
    customerName: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'escalation',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      silence: what.deadline === 'update_reminder',
      missed: what.share >= 100,
      deadlineWords: `plans.deadline.${what.deadline}`,
      ...what,
    },
  };
}
