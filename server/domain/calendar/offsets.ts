import { Temporal } from 'temporal-polyfill';

/** While it lasts, the zone's wall clock is the instant plus `offset`; all in milliseconds. */
export type OffsetSpan = { readonly from: number; readonly to: number; readonly offset: number };

const known = new Map<string, readonly OffsetSpan[]>();

/**
 * The zone's constant offsets between two instants, in order and without holes. Hours counted inside
 * each span are right at every change of the clock, whatever its size, hour or date: a skipped hour
 * lies in no span, a repeated one in two.
 *
 * @throws RangeError for an unknown zone
 */
export function offsetSpans(timeZone: string, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  const lastYear = new Date(to - 1).getUTCFullYear();
  for (let year = new Date(from).getUTCFullYear(); year <= lastYear; year += 1) {
    for (const span of spansOfYear(timeZone, year)) {
      const clipped = { ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) };
      if (clipped.to > clipped.from) spans.push(clipped);
    }
  }
  return spans;
}

/** Changes are looked up once per zone and year: the look-up is the only slow step. */
function spansOfYear(timeZone: string, year: number): readonly OffsetSpan[] {
  const key = `${timeZone} ${year}`;
  const found = known.get(key);
  if (found) return found;
  const end = Date.UTC(year + 1, 0, 1);
  const spans: OffsetSpan[] = [];
  let at: Temporal.ZonedDateTime | null = zoned(Date.UTC(year, 0, 1), timeZone);
  while (at !== null && at.epochMilliseconds < end) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
    const to = Math.min(next?.epochMilliseconds ?? end, end);
    spans.push({ from: at.epochMilliseconds, to, offset: at.offsetNanoseconds / 1e6 });
    at = next;
  }
  known.set(key, spans);
  return spans;
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

/** Whether this is the name of an IANA zone: an offset such as `+02:00` is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    zoned(0, name);
    return true;
  } catch {
    return false;
  }
}
