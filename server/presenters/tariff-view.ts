import { type ShownTariff, shownTariff, tariffMark } from '../domain/billing/recall.ts';
import type { Quality, Tariff } from '../domain/billing/tariff.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { ShownTariffView, TariffView, ToldTariffView } from '../views/models/tariffs.ts';

/** A tariff as an incident's form shows it to a customer (I4). */
export function tariffOnForm(tariff: Tariff, quality: Quality): ShownTariffView {
  return { ...priceView(shownTariff(tariff, quality)), mark: tariffMark(tariff, quality) };
}

/**
 * What a ticket's customer was told of the tariff, as it was told, and whether it accepted; null
 * where it was told none.
 *
 * @param events the ticket's whole history
 */
export function toldTariff(
  ticket: Pick<Ticket, 'kind' | 'status' | 'mergedIntoId'>,
  events: readonly TicketEvent[],
): ToldTariffView | null {
  const told = events.find((event) => event.type === 'tariff_recalled');
  if (!told) return null;
  const { price, unit_cents, unit_minutes, minimum_units, by } = told.data;
  const accepted = events.find((event) => event.type === 'tariff_accepted');
  const over =
    ticket.kind !== 'incident' ||
    isEnded(ticket.status) ||
    ticket.mergedIntoId !== null ||
    events.some(({ type }) => type === 'diagnosis_concluded');
  return {
    ...priceView({
      price,
      unitCents: unit_cents,
      unitMinutes: unit_minutes,
      minimumUnits: minimum_units,
    }),
    toldAt: told.at,
    toldBy: by,
    accepted: accepted ? { means: accepted.data.means, at: accepted.at } : null,
    over,
    mayAccept: !accepted && !over,
  };
}

function priceView({ price, unitCents, unitMinutes, minimumUnits }: ShownTariff): TariffView {
  return {
    cents: unitCents,
    tax: price === 'gross' ? 'ttc' : 'ht',
    unitMinutes,
    atLeast: minimumUnits > 1 ? minimumUnits : null,
  };
}
