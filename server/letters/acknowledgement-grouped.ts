import type { ShownTariff } from '../domain/billing/recall.ts';
import type { CompiledCalendar } from '../domain/calendar/compile.ts';
import type { Provider } from '../domain/provider/provider.ts';
import { openingAt } from '../domain/provider/working-now.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { telephoneModel } from './acknowledgement.ts';
import type { Letter, Recipient } from './letter.ts';
import { tariffModel } from './tariff.ts';

export type AcknowledgedTicket = {
  ticket: Pick<Ticket, 'number' | 'kind' | 'receivedAt'>;
  ticketUrl: string;
  /** The calendar that it is handled by; null where none is settled. */
  handledBy: CompiledCalendar | null;
  /** Where its tariff is accepted; null where it owes none, or was told it already. */
  acceptUrl: string | null;
};

/** The tickets of one tariff: their numbers are said only where there are several tariffs. */
export type GroupedTariff = { shown: ShownTariff; numbers: readonly string[] };

/**
 * Tells a known customer of many requests at once (I2): each number, its receipt and where to follow
 * it, the hours of each kind, and what an incident's diagnosis may cost (4.3). It repeats nothing
 * the sender wrote.
 */
export function groupedAcknowledgementLetter(
  to: Recipient,
  {
    provider,
    office,
    now,
    tickets,
    tariffs,
  }: {
    provider: Provider;
    office: CompiledCalendar;
    now: Date;
    tickets: readonly AcknowledgedTicket[];
    tariffs: readonly GroupedTariff[];
  },
): Letter {
  const kinds = tickets.map(({ ticket }) => ticket.kind);
  return {
    name: 'acknowledgement_grouped',
    to,
    automatic: true,
    model: {
      count: tickets.length,
      provider,
      incident: kinds.includes('incident'),
      notice: kinds.includes('content_notice'),
      question: kinds.some((kind) => kind !== 'incident' && kind !== 'content_notice'),
      tickets: tickets.map(({ ticket, ticketUrl, handledBy, acceptUrl }) => ({
        number: ticket.number,
        kind: ticket.kind,
        receivedAt: ticket.receivedAt,
        handled: handledBy && openingAt(handledBy, now),
        ticketUrl,
        acceptUrl,
      })),
      tariffs: tariffs.map(({ shown, numbers }) => ({
        ...tariffModel({ shown, accepted: null, acceptUrl: null }),
        numbers: tariffs.length > 1 ? numbers.join(', ') : null,
      })),
      telephone: telephoneModel(office, now),
    },
  };
}
