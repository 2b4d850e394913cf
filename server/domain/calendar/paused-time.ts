import type { Stretch } from './local-time.ts';
import type { OpeningTable } from './opening-table.ts';
import { clipped, without } from './stretches.ts';

/**
 * The earliest instant at which the open time since `start`, pauses left out, reaches `time`.
 *
 * @param pauses in order and apart, as `united` gives them; one without an end ends at Infinity
 * @returns null where that never happens, or cannot be told while a pause lasts
 */
export function dueWithPauses(
  table: OpeningTable,
  start: number,
  time: number,
  pauses: readonly Stretch[],
): number | null {
  let from = start;
  let left = time;
  for (const [pausedFrom, pausedTo] of pauses) {
    if (pausedTo <= from) continue;
    if (left === 0) break;
    const open = table.openBetween(from, pausedFrom);
    if (open >= left) break;
    left -= open;
    from = pausedTo;
    if (from === Infinity) return null;
  }
  return table.dueAt(from, left);
}

/** Open time between two instants, pauses left out; 0 where the second isn't later. */
export function openWithPauses(
  table: OpeningTable,
  from: number,
  to: number,
  pauses: readonly Stretch[],
): number {
  return clipped(pauses, from, to).reduce(
    (open, [pausedFrom, pausedTo]) => open - table.openBetween(pausedFrom, pausedTo),
    table.openBetween(from, to),
  );
}

/** The open stretches between two instants, pauses left out. */
export function countedStretches(
  table: OpeningTable,
  from: number,
  to: number,
  pauses: readonly Stretch[],
): Stretch[] {
  return without(table.openings(from, to), pauses);
}
