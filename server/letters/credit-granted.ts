import type { TargetName } from '../domain/sla/target.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/**
 * Tells a customer that a service credit is granted. To a professional it is the whole
 * compensation (5.2); a consumer is told that nothing else it may claim is touched (R212-1), and so
 * is whoever may be one.
 */
export function creditGrantedLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number'>,
  {
    target,
    quality,
    ...credit
  }: {
    amountCents: number;
    target: TargetName;
    dueAt: Date;
    serviceName: string;
    quality: 'consumer' | 'professional' | 'unknown';
    providerName: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'credit_granted',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      targetWords: `plans.target.${target}`,
      professional: quality === 'professional',
      ...credit,
    },
  };
}
