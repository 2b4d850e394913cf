import type { Locale } from './locale.ts';

const NO_BREAK = '\u00a0';

/**
 * How an instant is written. Always absolute: "il y a 5 minutes" is wrong as soon as it is shown.
 * `time` 23:10 · `short` lun. 23 nov. 23:10 · `date` 23 novembre 2026 ·
 * `weekday` lundi 23 novembre · `long` lundi 23 novembre 2026 à 23:10 · `hour` lundi 23:10 ·
 * `day_time` lun. 23:10 · `coming` lundi 23 novembre à 23:10 · `short_date` lun. 23 nov.
 */
export const TIME_STYLES = [
  'time',
  'short',
  'date',
  'weekday',
  'long',
  'hour',
  'day_time',
  'coming',
  'day',
  'month',
  'short_date',
] as const;
export type TimeStyle = (typeof TIME_STYLES)[number];

const TAGS: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };
const AT: Record<Locale, string> = { fr: 'à', en: 'at' };
const formatters = new Map<string, Intl.DateTimeFormat>();
// made once: making one takes far longer than using it
const euros = (tag: string) => new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' });
const EUROS: Record<Locale, Intl.NumberFormat> = { fr: euros(TAGS.fr), en: euros(TAGS.en) };

/** Building an Intl formatter costs far more than using one. */
function formatter(locale: Locale, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

function parts(at: Date, locale: Locale, zone: string, width: 'short' | 'long') {
  const found = formatter(locale, zone, {
    weekday: width,
    day: 'numeric',
    month: width,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    found.find((p) => p.type === type)?.value ?? '';
  const day = part('day');
  return {
    weekday: part('weekday'),
    day: locale === 'fr' && day === '1' ? '1er' : day,
    month: part('month'),
    year: part('year'),
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** An instant in words, in the given IANA zone. */
export function formatTime(at: Date, locale: Locale, zone: string, style: TimeStyle): string {
  const short = ['short', 'short_date', 'day_time', 'day'].includes(style);
  const p = parts(at, locale, zone, short ? 'short' : 'long');
  const date = `${p.day}${NO_BREAK}${p.month}`;
  switch (style) {
    case 'time':
      return p.time;
    case 'short':
      return `${p.weekday} ${date} ${p.time}`;
    case 'short_date':
      return `${p.weekday} ${date}`;
    case 'date':
      return `${date} ${p.year}`;
    case 'weekday':
      return `${p.weekday} ${date}`;
    case 'day':
      return `${p.weekday}${NO_BREAK}${p.day}`;
    case 'month':
      return `${p.month} ${p.year}`;
    case 'hour':
    case 'day_time':
      return `${p.weekday} ${p.time}`;
    case 'coming':
      return `${p.weekday} ${date} ${AT[locale]} ${p.time}`;
    case 'long':
      return `${p.weekday} ${date} ${p.year} ${AT[locale]} ${p.time}`;
  }
}

/** True when that instant falls on the same day in both zones. */
export function sameDay(at: Date, zone: string, other: string): boolean {
  return formatTime(at, 'en', zone, 'date') === formatTime(at, 'en', other, 'date');
}

/** True when both zones show the same wall clock at that instant. */
export function sameWallClock(at: Date, zone: string, other: string): boolean {
  return formatTime(at, 'en', zone, 'short') === formatTime(at, 'en', other, 'short');
}

/** True between 21:00 and 07:00 in the given zone: what an agent wants to know before calling. */
export function isNight(at: Date, zone: string): boolean {
  const hour = Number(formatTime(at, 'en', zone, 'time').slice(0, 2));
  return hour >= 21 || hour < 7;
}

export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale]).format(value);
}

/** Integer cents as euros: 3480 is "34,80 €" in French. */
export function formatMoney(cents: number, locale: Locale): string {
  return EUROS[locale].format(cents / 100);
}

/** A file's size in the reader's units: 1 258 291 bytes is "1,3 Mo". */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = locale === 'fr' ? ['o', 'ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figure = new Intl.NumberFormat(TAGS[locale], {
    maximumFractionDigits: unit > 1 && value < 100 ? 1 : 0,
  }).format(value);
  return `${figure}${NO_BREAK}${units[unit]}`;
}

/** Whole minutes as a clock shows them: 18 is "00:18", 1502 is "25:02". */
export function formatMinutes(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${hours}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;
}

/** Seconds as a stopwatch shows them: 872 is "00:14:32". */
export function formatDuration(seconds: number): string {
  return `${formatMinutes(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
