import { neverLeft } from '../domain/billing/charge-course.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findCharge, insertReversal, moveCharge } from '../store/charges.ts';
import type { CommandContext } from './command.ts';

/**
 * Takes a charge back by a new line with the negated amounts, never by deletion (D3). What never
 * left the house becomes void with it; otherwise the reversal is approved by whoever acts, and goes
 * out with the next statement. The command holds the ticket locked.
 *
 * @returns the events to chain; none where there is nothing to take back (waived, or taken back)
 */
export async function reverseCharge(
  { tx, actor, now }: CommandContext,
  ticket: Ticket,
  chargeId: number,
): Promise<TicketEventData[]> {
  const charge = await findCharge(tx, chargeId);
  if (!charge || charge.ticketId !== ticket.id || charge.reversesId !== null) return [];
  if (charge.reversedById !== null || charge.state === 'waived') return [];
  const state = neverLeft(charge.state) ? 'void' : 'approved';
  const decidedBy = actor.kind === 'user' ? actor.id : null;
  if (state === 'void') {
    const move = { from: [charge.state], to: state } as const;
    await moveCharge(tx, charge.id, move, { by: decidedBy, at: now });
  }
  const reversal = await insertReversal(tx, charge.id, { state, decidedBy, now });
  return [
    {
      type: 'charge_reversed',
      data: {
        charge: reversal,
        reverses: charge.id,
        state,
        units: -charge.units,
        net_cents: negated(charge.netCents),
        vat_cents: negated(charge.vatCents),
        gross_cents: negated(charge.grossCents),
      },
    },
  ];
}

/** A zero stays one: minus zero is written otherwise. */
function negated(cents: number): number {
  return cents === 0 ? 0 : -cents;
}
