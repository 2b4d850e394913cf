import { accept, refuse } from '../domain/outcome.ts';
import { cleanText } from '../domain/text-field.ts';
import { takeTimer } from '../store/timers.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeTimer } from './stop-timers.ts';
import { WORK_LENGTH } from './time-writing.ts';

/**
 * Stops an agent's timer and writes down what it measured (D1). What was done is asked, and may be
 * said later: a correction completes it.
 *
 * @returns the seconds that were written down; none for less than one
 */
export const stopTimer: Command<{ number: string; work: string }, { seconds: number }> = async (
  context,
  { number, work: given },
) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const work = cleanText(given).trim();
  if (work.length > WORK_LENGTH) {
    return refuse('too_long', { field: 'work', details: { max: WORK_LENGTH } });
  }
  const timer = await takeTimer(context.tx, { userId: staff.id, ticketId: ticket.id });
  if (!timer) return refuse('no_timer');
  const { seconds, events } = await writeTimer(context, timer, work);
  await continueHistory(context, ticket, events);
  return accept({ seconds });
};
