import { entriesOfTimer, secondsOf } from '../domain/diagnosis/time.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { type Timer, takeTimersOn } from '../store/timers.ts';
import type { CommandContext } from './command.ts';
import type { Ending } from './ending.ts';
import { writeTime } from './time-writing.ts';

/** Timers stop with the ticket's work: when it is resolved, closed or refused (4.3). */
export const stopTimers: Ending = async (context, ticket, happened) => {
  const ends = happened.some(
    ({ type, data }) => type === 'status_changed' && (data.to === 'resolved' || isEnded(data.to)),
  );
  return ends ? stopTimersOn(context, ticket) : [];
};

/**
 * Stops every timer that runs on a ticket which the command holds. What was done is left for its
 * owner to complete.
 *
 * @returns what it adds to the history
 */
export async function stopTimersOn(
  context: CommandContext,
  ticket: Pick<Ticket, 'id'>,
): Promise<TicketEventData[]> {
  const events: TicketEventData[] = [];
  for (const timer of await takeTimersOn(context.tx, ticket.id)) {
    events.push(...(await writeTimer(context, timer, '')).events);
  }
  return events;
}

/** Writes down what a timer that was taken off its ticket measured until now. */
export async function writeTimer(
  context: CommandContext,
  { ticketId, userId, startedAt }: Timer,
  work: string,
): Promise<{ seconds: number; events: TicketEventData[] }> {
  const events: TicketEventData[] = [];
  const spans = entriesOfTimer(startedAt, context.now);
  for (const span of spans) {
    const time = { ...span, ticketId, userId, origin: 'timer', work, correctsId: null } as const;
    events.push((await writeTime(context, time)).event);
  }
  return { seconds: spans.reduce((sum, span) => sum + secondsOf(span), 0), events };
}
