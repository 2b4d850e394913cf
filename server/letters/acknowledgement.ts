import { groupedHours, type Provider } from '../domain/provider/provider.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/**
 * Tells the customer that its request exists and what its number is (I2), the handling hours of
 * its kind (H1) and where to follow it. It repeats nothing the sender wrote.
 */
export function acknowledgementLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'kind' | 'receivedAt' | 'channel'>,
  { provider, ticketUrl }: { provider: Provider; ticketUrl: string },
): Letter {
  return {
    name: 'acknowledgement',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      incident: ticket.kind === 'incident',
      byTelephone: ticket.channel === 'telephone',
      receivedAt: ticket.receivedAt,
      recipientTimeZone: to.timeZone,
      provider,
      hours: groupedHours(provider.businessHours),
      ticketUrl,
    },
  };
}
