import type { ShownTariff } from '../domain/billing/recall.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** What a letter tells of the tariff: what it costs, and that it is accepted or where it can be. */
export type ToldTariff = {
  shown: ShownTariff;
  accepted: 'form' | 'call' | null;
  acceptUrl: string | null;
};

/** The same, as `web/emails/_tariff` reads it. */
export function tariffModel({ shown, accepted, acceptUrl }: ToldTariff) {
  return {
    ...shown,
    atLeast: shown.minimumUnits > 1,
    tax: shown.price === 'gross' ? 'ttc' : 'ht',
    accepted,
    acceptUrl,
  };
}

/** Recalls the tariff to whoever's request turned out to declare an incident (4.3). */
export function tariffRecalledLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number'>,
  { tariff, ...facts }: { tariff: ToldTariff; providerName: string; ticketUrl: string },
): Letter {
  return {
    name: 'tariff_recalled',
    to,
    automatic: true,
    model: { number: ticket.number, tariff: tariffModel(tariff), ...facts },
  };
}
