import type { TicketEvent } from '../ticket/event.ts';
import type { PathEvent } from './path.ts';

/** Whether an event of a ticket's history is one of its complaint's path. */
export function isPathEvent(event: TicketEvent): event is TicketEvent & PathEvent {
  return event.type.startsWith('complaint_') || event.type.startsWith('mediation_');
}
