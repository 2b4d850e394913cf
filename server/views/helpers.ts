import Handlebars from 'handlebars';
import { shownAddress } from '../domain/mail/shown-sender.ts';
import { eventIcon } from './event-icon.ts';
import { eventSentence } from './event-sentence.ts';
import {
  formatBytes,
  formatDuration,
  formatMinutes,
  formatMoney,
  formatNumber,
  formatTime,
  isNight,
  sameDay,
  sameWallClock,
  TIME_STYLES,
  type TimeStyle,
} from './format.ts';
import { hatchOf } from './hatches.ts';
import type { Params, Translate, Translations } from './i18n.ts';
import { icon } from './icons.ts';
import type { Locale } from './locale.ts';
import type { Person, Phrase } from './models/common.ts';
import type { EventView } from './models/events.ts';
import type { HoursView, ProviderView, SignedInView } from './models/layout.ts';
import { hoursInWords } from './opening-hours.ts';
import { cityOf, placeOf } from './place.ts';
import { proseToHtml } from './prose.ts';
import { formatSpan } from './span.ts';

/** What every template of one rendering shares, reached as `@locale`, `@zone`, `@csrf` … */
export interface RenderData {
  locale: Locale;
  t: Translate;
  /** The provider's zone: the one in which times are told unless another is asked for. */
  zone: string;
  asset: (name: string) => string;
  /** Absent in a partial that is pushed live: asking for it there is a mistake, and throws. */
  csrf?: string;
  user?: SignedInView | null;
  provider?: ProviderView;
  path?: string;
  /** `uncached`: no copy of it stays in the browser once it is left. */
  page: { title: string; uncached: boolean };
}

type Options = Handlebars.HelperOptions & { data: RenderData };
const html = (text: string) => new Handlebars.SafeString(text);
const escaped = Handlebars.escapeExpression;

function timeElement(at: Date | string, { data, hash }: Options, zone: string): string {
  const style = (hash.style ?? 'short') as TimeStyle;
  if (!TIME_STYLES.includes(style)) throw new Error(`no way to write a time is called ${style}`);
  const instant = new Date(at);
  // Words in the text's face, the clock in the figures' one.
  const words = escaped(formatTime(instant, data.locale, zone, style));
  const shown = words.replace(/\d\d:\d\d/, '<span class="figures">$&</span>');
  return `<time datetime="${instant.toISOString()}">${shown}</time>`;
}

export function registerHelpers(handlebars: typeof Handlebars, translations: Translations): void {
  const helpers: Record<string, (...args: never[]) => unknown> = {
    t: (key: string, { data, hash }: Options) => data.t(key, hash as Params),
    say: (phrase: Phrase, { data }: Options) => data.t(phrase.key, phrase.params),
    eventIcon,
    sentence: (event: EventView, { data }: Options) => eventSentence(event, data.t, data.locale),
    icon: (name: string) => html(icon(name)),
    asset: (name: string, { data }: Options) => data.asset(name),
    prose: (text: string) => html(proseToHtml(text)),

    time: (at: Date | string, options: Options) =>
      html(timeElement(at, options, (options.hash.zone as string) ?? options.data.zone)),
    // A date of the wall clock, or a month, that no zone moves: "2026-05-01", "2026-05".
    day: (date: string, { data, hash }: Options) => {
      const noon = new Date(`${date.length === 7 ? `${date}-01` : date}T12:00:00Z`);
      const words = formatTime(noon, data.locale, 'UTC', (hash.style ?? 'weekday') as TimeStyle);
      return html(`<time datetime="${escaped(date)}">${escaped(words)}</time>`);
    },
    // The same as bare words, for a sentence of the locale files: "1er mai 2026".
    dayText: (date: string, { data }: Options) =>
      formatTime(new Date(`${date}T12:00:00Z`), data.locale, 'UTC', 'date'),
    // Both clocks at once: "23:10 (02:10 à La Réunion)". One when they agree.
    when: (at: Date | string, options: Options) => {
      const { data, hash } = options;
      const there = hash.there as string | null | undefined;
      const here = timeElement(at, options, data.zone);
      if (!there || sameWallClock(new Date(at), data.zone, there)) return html(here);
      const long = hash.style === 'long' || hash.style === 'hour' || hash.style === 'coming';
      const otherDay = long ? 'hour' : 'day_time';
      const style = sameDay(new Date(at), data.zone, there) ? 'time' : otherDay;
      const other = timeElement(at, { ...options, hash: { style } }, there);
      return html(
        `${here} <span class="there">(${other} ${escaped(placeOf(there, data.locale, translations))})</span>`,
      );
    },
    place: (zone: string, { data }: Options) => placeOf(zone, data.locale, translations),
    city: cityOf,
    hours: ({ days }: HoursView, { data }: Options) => hoursInWords(days, data.t).join(' ; '),
    night: (at: Date, zone: string) => isNight(at, zone),
    figure: (value: number, { data }: Options) => formatNumber(value, data.locale),
    /** An address that a stranger gave. */
    shownAddress: (address: string) => shownAddress(address),
    bytes: (value: number, { data }: Options) => formatBytes(value, data.locale),
    money: (cents: number, { data }: Options) => formatMoney(cents, data.locale),
    hhmm: (value: number) => formatMinutes(value),
    stopwatch: (seconds: number) => formatDuration(seconds),
    // Milliseconds as the whole seconds that have passed.
    whole: (ms: number) => Math.floor(ms / 1000),
    // Time as it passes, closed hours included: past two days, days are what one understands.
    span: (value: number, { data }: Options) => formatSpan(value, data.t('clocks.day')),
    hatch: hatchOf,
    percent: (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 100),
    initials: (name: string) =>
      name
        .split(/[\s-]+/)
        .map((word) => word[0] ?? '')
        .slice(0, 2)
        .join('')
        .toUpperCase(),

    eq: (a: unknown, b: unknown) => a === b,
    gt: (a: number, b: number) => a > b,
    not: (value: unknown) => !value,
    and: (...values: unknown[]) => values.slice(0, -1).every(Boolean),
    or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
    add: (a: number, b: number) => a + b,
    concat: (...values: unknown[]) => values.slice(0, -1).join(''),
    list: (...values: unknown[]) => values.slice(0, -1),
    join: (words: string[]) => words.join(', '),
    countOf: (value: object) => Object.keys(value).length,
    filled: (value: object) => Object.keys(value).length > 0,
    mine: (assignee: Person | null, me: string) => assignee?.id === me,
    // The options of a select whose labels are in the locale files, under one prefix.
    labelled: (prefix: string, values: string[], { data }: Options) =>
      values.map((value) => ({ value, label: data.t(prefix + value) })),
    uri: (text: string) => encodeURIComponent(text),
    iso: (at: Date | null) => (at === null ? '' : new Date(at).toISOString()),
    json: (value: unknown) => JSON.stringify(value),
    // The page names itself; the layout, rendered after it, prints the name.
    title(this: unknown, { data, fn }: Options) {
      data.page.title = fn(this).trim();
    },
    uncached({ data }: Options) {
      data.page.uncached = true;
    },
  };
  handlebars.registerHelper(helpers as Record<string, Handlebars.HelperDelegate>);
}
