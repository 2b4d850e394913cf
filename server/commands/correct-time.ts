import { type TimeSpan, timeFault } from '../domain/diagnosis/time.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import {
  findTimeEntry,
  holdTimeOf,
  supersedeTimeEntry,
  type TimeEntry,
  timesAreApart,
} from '../store/time-entries.ts';
import { findTimer } from '../store/timers.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { WORK_LENGTH, writeTime } from './time-writing.ts';

/**
 * Corrects an entry by another that names it (D1): whose time it is may, and a manager. The first
 * one stays, and is shown as corrected.
 *
 * @param span null takes the entry back: its work then says why
 */
export const correctTime: Command<
  { number: string; entryId: number; span: TimeSpan | null; work: string },
  { entryId: number }
> = async (context, { number, entryId, span, work: given }) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const { tx, now } = context;
  const entry = await findTimeEntry(tx, entryId);
  if (entry?.ticketId !== ticket.id) return refuse('not_found');
  if (entry.userId !== staff.id && !may(staff, 'correct_time')) return refuse('forbidden');
  if (entry.supersededById !== null) return refuse('already_corrected');
  const work = readField('work', given, { max: WORK_LENGTH });
  if (!work.ok) return work;
  const corrected = span ?? { startedAt: entry.startedAt, endedAt: entry.startedAt };
  if (isSame(entry, { ...corrected, work: work.value })) return refuse('unchanged');
  await holdTimeOf(tx, entry.userId);
  if (span !== null) {
    const timer = await findTimer(tx, entry.userId);
    const fault = timeFault(span, { now, timer: timer?.startedAt ?? null });
    if (fault) return fault;
  }
  const { id, event } = await writeTime(context, {
    ...corrected,
    ticketId: ticket.id,
    userId: entry.userId,
    origin: entry.origin,
    work: work.value,
    correctsId: entry.id,
  });
  if (!(await supersedeTimeEntry(tx, entry.id, id))) return refuse('already_corrected');
  if (!(await timesAreApart(tx))) return refuse('time_overlaps', { field: 'start' });
  await continueHistory(context, ticket, [event]);
  return accept({ entryId: id });
};

function isSame(entry: TimeEntry, other: TimeSpan & { work: string }): boolean {
  return (
    entry.startedAt.getTime() === other.startedAt.getTime() &&
    entry.endedAt.getTime() === other.endedAt.getTime() &&
    entry.work === other.work
  );
}
