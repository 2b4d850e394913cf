import { computeCharge } from '../domain/billing/charge.ts';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { shownPrice, type Tariff } from '../domain/billing/tariff.ts';
import { type DiagnosisOutcome, isBillable } from '../domain/diagnosis/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findChargeOfVerdict, insertCharge } from '../store/charges.ts';
import { type Customer, findCustomer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import { findTariff } from '../store/tariffs.ts';
import { vatRate } from '../store/vat-rates.ts';
import type { CommandContext } from './command.ts';
import { reverseCharge } from './reverse-charge.ts';

/** A verdict whose row is written already; `seconds` of the entries that stand. */
export type Pronounced = { id: number; outcome: DiagnosisOutcome; seconds: number };

/**
 * Writes what a verdict charges, as a draft, and takes back what the one that it replaces did
 * (D3, D4). The command holds the ticket locked.
 *
 * @param replaced the verdict that this one changes; null for a first
 * @returns the events to chain after `diagnosis_concluded`
 */
export async function chargeVerdict(
  context: CommandContext,
  ticket: Ticket,
  verdict: Pronounced,
  replaced: { id: number } | null,
): Promise<TicketEventData[]> {
  const before = replaced && (await findChargeOfVerdict(context.tx, replaced.id));
  const reversed = before ? await reverseCharge(context, ticket, before.id) : [];
  return [...reversed, ...(await drafted(context, ticket, verdict))];
}

async function drafted(
  { tx, now }: CommandContext,
  ticket: Ticket,
  { id: verdictId, outcome, seconds }: Pronounced,
): Promise<TicketEventData[]> {
  // what nobody was told of beforehand is not charged (D4)
  if (!isBillable(outcome) || ticket.tariffVersionId === null) return [];
  const [provider, customer, tariff] = await Promise.all([
    loadProvider(tx),
    findCustomer(tx, ticket.customerId),
    findTariff(tx, ticket.tariffVersionId) as Promise<Tariff>,
  ]);
  const { quality, territory } = customer as Customer;
  const vatBasisPoints = await vatRate(tx, territory, dayIn(provider.timeZone, now));
  const charge = computeCharge(outcome, [seconds], {
    quality,
    unitMinutes: tariff.unitMinutes,
    unitCents: shownPrice(tariff, quality).unitCents,
    minimumUnits: tariff.minimumUnits,
    vatBasisPoints,
  });
  if (charge.units === 0) return [];
  const id = await insertCharge(tx, {
    ...charge,
    ticketId: ticket.id,
    customerId: ticket.customerId,
    verdictId,
    tariffVersionId: tariff.id,
    quality,
    territory,
    vatBasisPoints,
    draftedAt: now,
  });
  return [
    {
      type: 'charge_drafted',
      data: {
        charge: id,
        verdict: verdictId,
        tariff: tariff.id,
        seconds,
        units: charge.units,
        net_cents: charge.netCents,
        vat_cents: charge.vatCents,
        gross_cents: charge.grossCents,
      },
    },
  ];
}
