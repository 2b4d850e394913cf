import { MINUTE } from '../domain/calendar/local-time.ts';
import type { NearestClock } from '../store/nearest-clocks.ts';
import type { ClockView } from '../views/models/common.ts';
import { minutesOf, viewState } from './clock-views.ts';

/**
 * The commitment of a ticket that comes first, as its row shows it. Read from what was kept at the
 * last event: until the due time only opening hours can lie in between, or a suspension, which the
 * ticket's own page tells exactly.
 */
export function nearestClockView(
  { name, state: kept, targetMinutes: total, dueAt, metAt, elapsedMs, calendar }: NearestClock,
  now: Date,
): ClockView {
  const running = metAt === null && kept !== 'paused' && dueAt !== null && dueAt > now;
  const ahead = running ? calendar.table.openings(now.getTime(), dueAt.getTime()) : [];
  const left = ahead.reduce((sum, [from, to]) => sum + to - from, 0);
  const elapsed = running ? Math.max(0, total * MINUTE - left) : elapsedMs;
  const used = Math.min(1, elapsed / (total * MINUTE));
  const late = metAt === null && dueAt !== null && dueAt <= now;
  const state = late ? 'breached' : viewState(running ? 'running' : kept, used);
  return {
    name,
    state,
    dueAt,
    minutes: minutesOf(state, { total, elapsed, dueAt, metAt }, now),
    used: state === 'breached' ? 1 : used,
    total,
    ahead,
  };
}
