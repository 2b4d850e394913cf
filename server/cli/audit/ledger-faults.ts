import { type LedgerLine, ledgerOf } from '../../domain/billing/ledger.ts';
import type { TicketEvent } from '../../domain/ticket/event.ts';

/**
 * Where a ticket's ledger is not what its history tells (D3, V1).
 *
 * @param rows the lines as the table holds them
 * @returns the seq of each event that began such a line; the last one's for a line that none began
 */
export function ledgerFaults(
  events: readonly TicketEvent[],
  rows: readonly LedgerLine[],
): number[] {
  if (rows.length === 0 && !events.some(beginsLine)) return [];
  const told = new Map(ledgerOf(events).map((line) => [line.charge, line]));
  const kept = new Map(rows.map((line) => [line.charge, line]));
  const charges = new Set([...told.keys(), ...kept.keys()]);
  return [...charges]
    .filter((charge) => !same(told.get(charge), kept.get(charge)))
    .map((charge) => beganAt(events, charge))
    .sort((left, right) => left - right);
}

function same(told: LedgerLine | undefined, kept: LedgerLine | undefined): boolean {
  if (!told || !kept) return false;
  return (
    told.reverses === kept.reverses &&
    told.state === kept.state &&
    told.statement === kept.statement &&
    told.invoice === kept.invoice &&
    told.amounts.units === kept.amounts.units &&
    told.amounts.net_cents === kept.amounts.net_cents &&
    told.amounts.vat_cents === kept.amounts.vat_cents &&
    told.amounts.gross_cents === kept.amounts.gross_cents
  );
}

function beganAt(events: readonly TicketEvent[], charge: number): number {
  const began = events.find((event) => beginsLine(event) && event.data.charge === charge);
  return began?.seq ?? events.at(-1)?.seq ?? 0;
}

type Beginning = Extract<TicketEvent, { type: 'charge_drafted' | 'charge_reversed' }>;

function beginsLine(event: TicketEvent): event is Beginning {
  return event.type === 'charge_drafted' || event.type === 'charge_reversed';
}
