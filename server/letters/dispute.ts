import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

type DisputeFacts = {
  invoiceNumber: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  /** The number of the incident whose line is disputed; null where it is the whole invoice. */
  incident: string | null;
  /** The last day in time, `YYYY-MM-DD` in the provider's zone (T1). */
  lastDay: string;
  late: boolean;
  timeZone: string;
  providerName: string;
  ticketUrl: string;
};

/**
 * Tells a customer that its dispute was received, and when, against which last day, and what that
 * changes: in time, nothing is asked of the line meanwhile; late, it is examined all the same (D5).
 */
export function disputeReceivedLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'receivedAt'>,
  { suspended, ...facts }: DisputeFacts & { suspended: boolean },
): Letter {
  return {
    name: 'dispute_received',
    to,
    automatic: true,
    model: { number: ticket.number, receivedAt: ticket.receivedAt, suspended, ...facts },
  };
}

/** Tells a customer how its dispute was decided, with the reasons first. */
export function disputeDecidedLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  decision: {
    upheld: boolean;
    reasons: string;
    /** What is taken back, with tax; null where the whole invoice was disputed. */
    grossCents: number | null;
    invoiceNumber: string;
    authorName: string;
    providerName: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'dispute_decided',
    to,
    automatic: false,
    model: { number: ticket.number, ticketSubject: ticket.subject, ...decision },
  };
}
