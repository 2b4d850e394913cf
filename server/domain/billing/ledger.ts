import type { TicketEvent } from '../ticket/event.ts';
import { afterDispute, type ChargeState, neverLeft } from './charge-course.ts';
import type { Amounts } from './event.ts';

/** A line of a ticket's ledger as its history tells it. Integer cents; a reversal's are negative. */
export type LedgerLine = {
  readonly charge: number;
  readonly reverses: number | null;
  readonly amounts: Amounts;
  readonly state: ChargeState;
  readonly statement: number | null;
  readonly invoice: number | null;
};

type Told = Pick<TicketEvent, 'type' | 'data'>;

/** The ledger of a ticket, line by line, rebuilt from nothing but its history (V1, D3). */
export function ledgerOf(events: readonly Told[]): LedgerLine[] {
  return [...events.reduce(after, new Map<number, LedgerLine>()).values()];
}

/** What a customer owes of these lines once the house is done with them, in cents with tax. */
export function billedCents(lines: readonly LedgerLine[]): number {
  return lines
    .filter(({ state }) => state !== 'void' && state !== 'waived')
    .reduce((sum, { amounts }) => sum + amounts.gross_cents, 0);
}

type Lines = Map<number, LedgerLine>;

function after(lines: Lines, told: Told): Lines {
  const event = told as TicketEvent;
  switch (event.type) {
    case 'charge_drafted':
      return begin(lines, event.data.charge, { amounts: event.data });
    case 'charge_reversed': {
      const { charge, reverses, state } = event.data;
      change(lines, reverses, (line) => (neverLeft(line.state) ? { state: 'void' } : {}));
      return begin(lines, charge, { amounts: event.data, reverses, state });
    }
    case 'charge_approved':
      return change(lines, event.data.charge, () => ({ state: 'approved' }));
    case 'charge_waived':
      return change(lines, event.data.charge, () => ({ state: 'waived' }));
    case 'charge_exported': {
      const { charge, statement } = event.data;
      return change(lines, charge, () => ({ state: 'exported', statement }));
    }
    case 'charge_invoiced': {
      const { charge, invoice } = event.data;
      return change(lines, charge, () => ({ state: 'invoiced', invoice }));
    }
    case 'charge_disputed': {
      const { charge, late } = event.data;
      // a late one suspends nothing, and what is paid has nothing left to suspend (D5)
      return change(lines, charge, ({ state }) =>
        state === 'invoiced' && !late ? { state: 'disputed' } : {},
      );
    }
    case 'dispute_decided': {
      const { charge, upheld } = event.data;
      if (charge === null) return lines;
      return change(lines, charge, ({ state }) =>
        state === 'disputed' ? { state: afterDispute(upheld) } : {},
      );
    }
    case 'charge_settled':
      return change(lines, event.data.charge, () => ({ state: 'settled' }));
    default:
      return lines;
  }
}

function begin(
  lines: Lines,
  charge: number,
  { amounts, reverses = null, state = 'draft' }: Partial<LedgerLine> & { amounts: Amounts },
): Lines {
  const { units, net_cents, vat_cents, gross_cents } = amounts;
  return lines.set(charge, {
    charge,
    reverses,
    amounts: { units, net_cents, vat_cents, gross_cents },
    state,
    statement: null,
    invoice: null,
  });
}

function change(
  lines: Lines,
  charge: number,
  changed: (line: LedgerLine) => Partial<LedgerLine>,
): Lines {
  const line = lines.get(charge);
  if (!line) throw new Error(`The history tells of charge ${charge} before it was drafted`);
  return lines.set(charge, { ...line, ...changed(line) });
}
