import { localOfInstant } from '../domain/suspension/local-instant.ts';
import type { DiagnosisRule } from '../store/settings.ts';
import type { NamedTimeEntry } from '../store/time-entries.ts';
import type { NamedTimer } from '../store/timers.ts';
import type { RunningTimer, TimeEntryView, WrittenTime } from '../views/models/time.ts';

/**
 * A timer as it stands; the browser counts on.
 *
 * @param ticketId the ticket shown, if one is
 */
export function runningTimer(
  { name, number, startedAt, ...timer }: NamedTimer,
  { ticketId, now, rule }: { ticketId: number | null; now: Date; rule: DiagnosisRule },
): RunningTimer {
  const ms = Math.max(0, now.getTime() - startedAt.getTime());
  const seconds = Math.floor(ms / 1000);
  const warnAfter = rule.timerWarningMinutes * 60;
  const here = timer.ticketId === ticketId;
  return { name, number, here, startedAt, asOf: now, ms, warnAfter, long: seconds >= warnAfter };
}

/** The time of a ticket as it happened: what stands, each above what it corrects (D1). */
export function timeEntryViews(
  entries: readonly NamedTimeEntry[],
  { zone, mayCorrect }: { zone: string; mayCorrect: (userId: number) => boolean },
): TimeEntryView[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return entries
    .filter(({ supersededById }) => supersededById === null)
    .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime() || one.id - other.id)
    .map((entry) => ({
      ...written(entry, zone),
      id: String(entry.id),
      name: entry.name,
      nothing: entry.seconds === 0,
      mayCorrect: mayCorrect(entry.userId),
      before: correctedBy(entry, byId).map(([corrected, correction]) => ({
        ...written(corrected, zone),
        correctedAt: correction.recordedAt,
        correctedBy: correction.recorder,
      })),
    }));
}

/** The entries that one corrects, each with the entry that corrects it; the latest first. */
function correctedBy(
  entry: NamedTimeEntry,
  byId: ReadonlyMap<number, NamedTimeEntry>,
): [corrected: NamedTimeEntry, correction: NamedTimeEntry][] {
  const corrected = byId.get(entry.correctsId ?? 0);
  return corrected ? [[corrected, entry], ...correctedBy(corrected, byId)] : [];
}

function written(entry: NamedTimeEntry, zone: string): WrittenTime {
  const day = (at: Date) => localOfInstant(at, zone).slice(0, 10);
  return {
    origin: entry.origin,
    startedAt: entry.startedAt,
    endedAt: entry.endedAt,
    sameDay: day(entry.startedAt) === day(entry.endedAt),
    seconds: entry.seconds,
    work: entry.work,
    recordedBy: entry.recordedBy === entry.userId ? null : entry.recorder,
  };
}
