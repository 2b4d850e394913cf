import { accept, refuse } from '../domain/outcome.ts';
import { REQUALIFIABLE, type TicketKind } from '../domain/ticket/ticket.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { recallTariff } from './recall-tariff.ts';

/**
 * Says that a ticket is of the other kind. The kind decides the clock (H2), and whoever declared an
 * incident without knowing it is told what its diagnosis may cost (4.3).
 */
export const requalifyTicket: Command<{ number: string; kind: TicketKind }, null> = async (
  context,
  { number, kind },
) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (!REQUALIFIABLE.includes(kind)) return refuse('invalid_choice', { field: 'kind' });
  if (ticket.kind === kind) return accept(null);
  if (!REQUALIFIABLE.includes(ticket.kind)) return refuse('kind_fixed', { field: 'kind' });
  const told = kind === 'incident' ? await recallTariff(context, ticket) : null;
  const after = await continueHistory(context, ticket, [
    { type: 'ticket_requalified', data: { from: ticket.kind, to: kind } },
    ...(told ? [told.event] : []),
  ]);
  await told?.write(after);
  return accept(null);
};
