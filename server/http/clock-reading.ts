import { TARGET_NAMES } from '../domain/sla/target.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { clockExplanation, idsExplained, namedClock } from '../presenters/clock-explanation.ts';
import { listEvents } from '../store/events.ts';
import { listSuspensionTitles } from '../store/suspension-titles.ts';
import { listNames } from '../store/users.ts';
import type { ClockExplanation, ClockName } from '../views/models/clocks.ts';
import type { HttpDeps } from './deps.ts';
import { PageError } from './page-error.ts';
import { loadTicketClocks } from './ticket-clocks.ts';

/**
 * Explains one of a ticket's clocks. For its customer nobody of the staff is named, and the
 * reminder, which is the staff's own, is not there (V6).
 *
 * @param asked the name as the address gives it; 404 where it names no clock
 */
export async function readTicketClock(
  { database, clock }: HttpDeps,
  ticket: Ticket,
  asked: unknown,
  audience: 'staff' | 'requester',
): Promise<ClockExplanation> {
  const known: readonly ClockName[] =
    audience === 'staff' ? [...TARGET_NAMES, 'update_reminder'] : TARGET_NAMES;
  const name = known.find((each) => each === asked);
  if (!name) throw new PageError(404);
  const clocks = await loadTicketClocks(database, ticket, await listEvents(database, ticket.id));
  if (!clocks) throw new PageError(404);
  const now = clock();
  const ids = idsExplained(namedClock(clocks, name), now);
  const [people, suspensions] = await Promise.all([
    listNames(database, audience === 'staff' ? ids.people : []),
    listSuspensionTitles(database, ids.suspensions),
  ]);
  return clockExplanation(ticket, clocks, name, { people, suspensions }, now);
}
