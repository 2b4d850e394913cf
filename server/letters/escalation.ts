import type { DeadlineName } from '../domain/sla/deadline-name.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

export type EscalationNotice = {
  readonly deadline: DeadlineName;
  /** Percent of the time that is used up. */
  readonly share: number;
  readonly dueAt: Date | null;
  /** Since when the clock has run: the receipt, or the last public reply. */
  readonly since: Date;
};

/**
 * Tells a colleague that commitments run out, or did (H6), or that a customer hears nothing (H5):
 * all that is to be said of a ticket at a time in one letter.
 */
export function escalationLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  {
    notices,
    ...more
  }: { notices: readonly EscalationNotice[]; customerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'escalation',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      notices: notices.map((notice) => ({
        ...notice,
        silence: notice.deadline === 'update_reminder',
        missed: notice.share >= 100,
        words: `plans.deadline.${notice.deadline}`,
      })),
      ...more,
    },
  };
}
