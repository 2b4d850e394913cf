import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { type Charge, findCharge } from '../store/charges.ts';
import { lockTicketById } from '../store/tickets.ts';
import type { CommandContext } from './command.ts';

/** Holds a line's ticket, and reads the line as it then stands. */
export async function holdCharge(
  { tx }: CommandContext,
  chargeId: number,
): Promise<Outcome<{ charge: Charge; ticket: Ticket }>> {
  const found = await findCharge(tx, chargeId);
  const ticket = found && (await lockTicketById(tx, found.ticketId));
  const charge = ticket && (await findCharge(tx, chargeId));
  return ticket && charge ? accept({ charge, ticket }) : refuse('not_found');
}
