import { saltedDigest } from '../../domain/proof/salted-digest.ts';
import type { DataOf } from '../../domain/ticket/event.ts';
import type { TimeEntry } from '../../store/time-entries.ts';

/**
 * Whether the time that an event tells of is still written down as it was: whose, when, what was
 * done, and what it corrects (D1).
 */
export function timeHolds(
  told: DataOf<'time_recorded'>,
  entries: ReadonlyMap<number, TimeEntry>,
): boolean {
  const entry = entries.get(told.entry);
  if (!entry) return false;
  const corrected = told.corrects === undefined ? null : entries.get(told.corrects);
  return (
    entry.userId === told.user &&
    entry.origin === told.origin &&
    entry.startedAt.toISOString() === told.started_at &&
    entry.endedAt.toISOString() === told.ended_at &&
    entry.seconds === told.seconds &&
    entry.correctsId === (told.corrects ?? null) &&
    // a correction that doesn't supersede would leave both to be billed
    (corrected === null || corrected?.supersededById === entry.id) &&
    saltedDigest(entry.salt, { work: entry.work }) === told.digest
  );
}
