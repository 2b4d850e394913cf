/**
 * A length of time as people type it: `30`, `30 min`, `2h`, `1h30`.
 *
 * @returns minutes; null where nothing is typed, NaN for what is no length of time
 */
export function readMinutes(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  const [, plain] = /^(\d{1,7})\s*(?:m|min|mn)?$/.exec(text) ?? [];
  if (plain !== undefined) return Number(plain);
  const [, hours, minutes = '0'] = /^(\d{1,5})\s*h\s*([0-5]?\d)?(?:\s*min)?$/.exec(text) ?? [];
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

/** The same, written back: `45 min`, `2h`, `1h30`. */
export function writeMinutes(minutes: number | null): string {
  if (minutes === null) return '';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours}h` : `${hours}h${String(rest).padStart(2, '0')}`;
}
