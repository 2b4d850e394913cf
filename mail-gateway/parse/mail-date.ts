const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours west or east for the zone names of RFC 822; any other letters are UTC (RFC 5322 4.3). */
const ZONES: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  bst: 1,
  jst: 9,
};

const DATE =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4})[\s,]+(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2}))?(?:\.\d+)?\s*(?:(?:gmt|utc)?([+-]\d{4})|([a-z]{1,5}))?/i;

/** The instant of a Date header, or null where it says none. Comments and obsolete forms are read. */
export function readMailDate(raw: string | undefined): Date | null {
  if (raw === undefined) return null;
  const text = raw
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const match = DATE.exec(text);
  if (!match) return valid(new Date(text));
  const [, day, monthName = '', year = '', hour, minute, second, offset, zone] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase());
  if (month === -1) return null;
  const fullYear =
    year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const utc = Date.UTC(
    fullYear,
    month,
    Number(day),
    Number(hour),
    Number(minute),
    Math.min(59, Number(second ?? 0)),
  );
  return valid(new Date(utc - offsetMinutes(offset, zone) * 60_000));
}

function offsetMinutes(offset: string | undefined, zone: string | undefined): number {
  if (offset) {
    const sign = offset.startsWith('-') ? -1 : 1;
    return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)));
  }
  return (ZONES[(zone ?? '').toLowerCase()] ?? 0) * 60;
}

function valid(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date;
}
