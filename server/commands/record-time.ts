import { type TimeSpan, timeFault } from '../domain/diagnosis/time.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { holdTimeOf, timesAreApart } from '../store/time-entries.ts';
import { findTimer } from '../store/timers.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { WORK_LENGTH, writeTime } from './time-writing.ts';

/** An agent writes its own time on a ticket down by hand, with what was done (D1). */
export const recordTime: Command<
  { number: string; span: TimeSpan; work: string },
  { entryId: number }
> = async (context, { number, span, work: given }) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  const work = readField('work', given, { max: WORK_LENGTH });
  if (!work.ok) return work;
  const { tx, now } = context;
  await holdTimeOf(tx, staff.id);
  const timer = await findTimer(tx, staff.id);
  const fault = timeFault(span, { now, timer: timer?.startedAt ?? null });
  if (fault) return fault;
  const { id, event } = await writeTime(context, {
    ...span,
    ticketId: ticket.id,
    userId: staff.id,
    origin: 'manual',
    work: work.value,
    correctsId: null,
  });
  if (!(await timesAreApart(tx))) return refuse('time_overlaps', { field: 'start' });
  await continueHistory(context, ticket, [event]);
  return accept({ entryId: id });
};
