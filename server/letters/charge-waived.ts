import { shownCents } from '../domain/billing/charge.ts';
import type { Quality } from '../domain/billing/tariff.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** Tells a customer that a diagnosis is not charged after all; why is the house's own affair. */
export function chargeWaivedLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number'>,
  {
    charge,
    ...more
  }: {
    charge: { quality: Quality; netCents: number; grossCents: number };
    providerName: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'charge_waived',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      amountCents: shownCents(charge, charge.quality),
      professional: charge.quality === 'professional',
      ...more,
    },
  };
}
