import type { CompiledCalendar } from '../calendar/compile.ts';
import { DAY } from '../calendar/local-time.ts';
import type { Regime } from '../ticket/ticket.ts';

/** The calendars by which each kind is handled where nothing else was agreed: base support's. */
export type Handling = Readonly<Record<Regime, CompiledCalendar>>;

export type Opening = {
  readonly open: boolean;
  /** When it closes if open, else when it opens again; null where neither is in sight. */
  readonly changesAt: Date | null;
  /** Whether that is so far off that a weekday alone would be misread. */
  readonly far: boolean;
};

export type WorkingNow = Readonly<Record<Regime, Opening>>;

/** What closes later than this is not announced: day and night has no closing time. */
const HORIZON = 8 * DAY;
/** From the seventh day on, "Monday" may be another Monday. */
const FAR = 6 * DAY;

/** For each kind, whether it is handled now, and when that changes (I1). Holidays count. */
export function workingNow(handling: Handling, now: Date): WorkingNow {
  return {
    incident: openingAt(handling.incident, now),
    information_request: openingAt(handling.information_request, now),
  };
}

/** Whether a calendar is open, and when that changes. */
export function openingAt({ table }: CompiledCalendar, now: Date): Opening {
  const at = now.getTime();
  const [current] = table.openings(at, at + HORIZON);
  if (current === undefined || current[0] > at) {
    const opens = table.nextOpening(at);
    return { open: false, ...change(opens, at) };
  }
  const closes = current[1] < at + HORIZON ? current[1] : null;
  return { open: true, ...change(closes, at) };
}

function change(to: number | null, at: number): Pick<Opening, 'changesAt' | 'far'> {
  return to === null
    ? { changesAt: null, far: false }
    : { changesAt: new Date(to), far: to - at > FAR };
}
