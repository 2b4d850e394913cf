import type { DeadlineName } from '../domain/sla/deadline-name.ts';
import type { Owed } from '../domain/sla/owed.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { LoadedOwed } from './keep-deadlines.ts';

/** What one part of a firing comes to. */
export type Fired = {
  readonly events: readonly TicketEventData[];
  /** Shares that are thereby said, by deadline. */
  readonly said?: readonly (readonly [DeadlineName, readonly number[]])[];
  /** Deadlines that nobody may be told of before then. */
  readonly quiet?: readonly (readonly [DeadlineName, Date])[];
  /** Writes what goes out, once the ticket is what the events make it. */
  readonly post?: (ticket: Ticket) => Promise<unknown>;
};

/** What a firing is about: a ticket held, and what is owed on it at this instant. */
export type Firing = LoadedOwed & { readonly ticket: Ticket; readonly owed: readonly Owed[] };
