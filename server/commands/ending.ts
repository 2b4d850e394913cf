import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { CommandContext } from './command.ts';

/**
 * Something that ends when a ticket's work does, whoever ends it.
 *
 * @returns what it adds to the history, before the events that end the work
 */
export type Ending = (
  context: CommandContext,
  ticket: Ticket,
  happened: readonly TicketEventData[],
) => Promise<TicketEventData[]>;
