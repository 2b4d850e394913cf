import { formatMinutes } from './format.ts';

const NO_BREAK = '\u00a0';

/** Whole minutes of plain time: 1502 is "25:02", 4330 is "3 j 00:10". `day` is a day's letter. */
export function formatSpan(minutes: number, day: string): string {
  if (minutes < 2 * 1440) return formatMinutes(minutes);
  const days = Math.floor(minutes / 1440);
  return `${days}${NO_BREAK}${day}${NO_BREAK}${formatMinutes(minutes % 1440)}`;
}
