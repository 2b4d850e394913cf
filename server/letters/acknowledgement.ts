import type { CompiledCalendar } from '../domain/calendar/compile.ts';
import { groupedHours, type Provider } from '../domain/provider/provider.ts';
import { openingAt } from '../domain/provider/working-now.ts';
import { regimeOf, type Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';
import { type ToldTariff, tariffModel } from './tariff.ts';

/** What the acknowledgement tells of the provider; the calendars are null where none is settled. */
export type AcknowledgementFacts = {
  provider: Provider;
  ticketUrl: string;
  /** The one that this ticket is handled by. */
  handledBy: CompiledCalendar | null;
  /** The one that the telephone is answered by. */
  office: CompiledCalendar | null;
  now: Date;
  /** Null where none was settled, or where nothing is diagnosed. */
  tariff: ToldTariff | null;
};

/**
 * Tells the customer that its request exists and what its number is (I2), whether it is handled now
 * or from when (H1, I1), what an incident's diagnosis may cost (4.3), and where to follow it. It
 * repeats nothing the sender wrote.
 */
export function acknowledgementLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'kind' | 'receivedAt' | 'channel'>,
  { provider, ticketUrl, handledBy, office, now, tariff }: AcknowledgementFacts,
): Letter {
  return {
    name: 'acknowledgement',
    to,
    automatic: true,
    model: {
      number: ticket.number,
      kind: regimeOf(ticket.kind),
      incident: ticket.kind === 'incident',
      notice: ticket.kind === 'content_notice',
      byTelephone: ticket.channel === 'telephone',
      receivedAt: ticket.receivedAt,
      provider,
      handled: handledBy && openingAt(handledBy, now),
      telephone: office && telephoneModel(office, now),
      tariff: tariff && tariffModel(tariff),
      ticketUrl,
    },
  };
}

/** When the telephone is answered (I1), as `web/emails/_telephone` reads it. */
export function telephoneModel(office: CompiledCalendar, now: Date) {
  return {
    opening: openingAt(office, now),
    days: groupedHours(office.version.weeklyHours),
    zone: office.version.timeZone,
    exceptHolidays: office.version.holidays !== null,
  };
}
