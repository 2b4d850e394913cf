import type { DiagnosisRule } from '../store/settings.ts';
import type { NamedTimeEntry } from '../store/time-entries.ts';
import type { NamedTimer } from '../store/timers.ts';
import type { RunningTimer, TimeEntryView } from '../views/models/diagnosis.ts';

/** A timer as it stands; the browser counts on. */
export function runningTimer(
  { name, number, startedAt }: NamedTimer,
  { here, now, rule }: { here: boolean; now: Date; rule: DiagnosisRule },
): RunningTimer {
  const ms = now.getTime() - startedAt.getTime();
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const warnAfter = rule.timerWarningMinutes * 60;
  return { name, number, here, startedAt, seconds, warnAfter };
}

/** Every entry in the order it was written, what was corrected beside what corrects it. */
export function timeEntryViews(
  entries: readonly NamedTimeEntry[],
  mayCorrect: (userId: number) => boolean,
): TimeEntryView[] {
  const places = new Map(entries.map(({ id }, index) => [id, index + 1]));
  const placeOf = (id: number | null) => (id === null ? null : (places.get(id) ?? null));
  return entries.map((entry, index) => ({
    id: String(entry.id),
    name: entry.name,
    origin: entry.origin,
    startedAt: entry.startedAt,
    endedAt: entry.endedAt,
    seconds: entry.seconds,
    work: entry.work,
    recordedAt: entry.recordedAt,
    recordedBy: entry.recordedBy === entry.userId ? null : entry.recorder,
    corrects: placeOf(entry.correctsId),
    supersededBy: placeOf(entry.supersededById),
    place: index + 1,
    nothing: entry.endedAt.getTime() === entry.startedAt.getTime(),
    mayCorrect: entry.supersededById === null && mayCorrect(entry.userId),
  }));
}
