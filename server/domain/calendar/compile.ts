import type { CalendarVersion } from './calendar.ts';
import { DAY, type Stretch } from './local-time.ts';
import { offsetSpans } from './offsets.ts';
import { OpeningTable } from './opening-table.ts';
import { clipped } from './stretches.ts';
import { type WallClock, wallClock } from './wall-clock.ts';

/** A calendar version ready to answer; see `OpeningTable` for the questions. */
export type CompiledCalendar = {
  readonly version: CalendarVersion;
  readonly wall: WallClock;
  readonly table: OpeningTable;
};

const KEPT = 200;
const compiled = new Map<string, CompiledCalendar>();

/** The compiled form of a calendar without faults. The same calendar is compiled once and kept. */
export function compileCalendar(version: CalendarVersion): CompiledCalendar {
  const key = JSON.stringify([
    version.timeZone,
    Object.entries(version.weeklyHours).sort(),
    version.holidays,
    version.exceptions,
  ]);
  const found = compiled.get(key);
  if (found) return found;
  const wall = wallClock(version);
  const table = new OpeningTable({
    between: (from, to) => openings(version.timeZone, wall, from, to),
    // a day more than enough for any zone's offset
    goOnAfter: (at) => wall.opensUntil > at - DAY,
  });
  const calendar = { version, wall, table };
  const oldest = compiled.keys().next();
  if (compiled.size >= KEPT && !oldest.done) compiled.delete(oldest.value);
  compiled.set(key, calendar);
  return calendar;
}

/** An instant is open when its wall-clock time is, each offset of the zone taken by itself. */
function openings(timeZone: string, wall: WallClock, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  for (const span of offsetSpans(timeZone, from, to)) {
    const localFrom = span.from + span.offset;
    const localTo = span.to + span.offset;
    for (let day = Math.floor(localFrom / DAY); day * DAY < localTo; day += 1) {
      for (const [open, close] of clipped(wall.openOn(day), localFrom, localTo)) {
        found.push([open - span.offset, close - span.offset]);
      }
    }
  }
  return found;
}
