import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { RenderLetter } from '../letters/letter.ts';
import { formatMoney, formatTime, sameDay, sameWallClock, type TimeStyle } from './format.ts';
import type { Translate, Translations } from './i18n.ts';
import type { Locale } from './locale.ts';
import { hoursInWords } from './opening-hours.ts';
import { cityOf, placeOf } from './place.ts';

type Days = Parameters<typeof hoursInWords>[0];
type Options = {
  hash: Record<string, unknown>;
  data: { root: { locale: Locale; provider: { timeZone: string } } };
};

/**
 * Puts letters into words. A letter has one template, its text; the HTML is made from that text,
 * so that the two can't disagree: paragraphs, and links where an address stands.
 *
 * @param root the folder `web`
 */
export function createLetterRenderer({
  root,
  translations,
}: {
  root: string;
  translations: Translations;
}): RenderLetter {
  const texts = Handlebars.create();
  texts.registerHelper('t', (key: string, { hash, data }: Options) =>
    translations.in(data.root.locale)(key, hash),
  );
  texts.registerHelper('at', (at: Date, zone: string, style: TimeStyle, { data }: Options) =>
    formatTime(at, data.root.locale, zone, style),
  );
  // a date of the wall clock, that no zone moves: "2026-05-01"
  texts.registerHelper('day', (date: string, { data }: Options) =>
    formatTime(new Date(`${date}T12:00:00Z`), data.root.locale, 'UTC', 'date'),
  );
  // in the provider's zone, and in the reader's where its clock shows something else
  texts.registerHelper(
    'moment',
    (at: Date, there: string, style: TimeStyle, { data: { root } }: Options) => {
      const t = translations.in(root.locale);
      const here = root.provider.timeZone;
      const told = { at: formatTime(at, root.locale, here, style), zone: cityOf(here) };
      if (sameWallClock(at, here, there)) return t('letters.moment.here', told);
      const own = sameDay(at, here, there) ? 'time' : style === 'time' ? 'hour' : style;
      return t('letters.moment.both', {
        ...told,
        there: formatTime(at, root.locale, there, own),
        place: placeOf(there, root.locale, translations),
      });
    },
  );
  texts.registerHelper('money', (cents: number, { data }: Options) =>
    formatMoney(cents, data.root.locale),
  );
  texts.registerHelper('city', cityOf);
  texts.registerHelper('place', (zone: string, { data }: Options) =>
    placeOf(zone, data.root.locale, translations),
  );
  texts.registerHelper('lines', (days: Days, { data }: Options) =>
    hoursInWords(days, translations.in(data.root.locale)),
  );
  texts.registerHelper('concat', (...words: unknown[]) => words.slice(0, -1).join(''));
  const folder = join(root, 'emails');
  for (const partial of [
    'hours',
    'mediator',
    'open_doors',
    'window',
    'tariff',
    'tariff_price',
    'telephone',
    'refund',
  ]) {
    texts.registerPartial(partial, readFileSync(join(folder, `_${partial}.txt.hbs`), 'utf8'));
  }
  const compiled = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.txt.hbs') && !file.startsWith('_'))
      .map((file) => [
        file.replace('.txt.hbs', ''),
        texts.compile(readFileSync(join(folder, file), 'utf8'), { noEscape: true, strict: true }),
      ]),
  );
  const page = Handlebars.compile(readFileSync(join(folder, 'page.html.hbs'), 'utf8'));

  return ({ name, to, model }) => {
    const template = compiled.get(name);
    if (!template) throw new Error(`no letter is called ${name}`);
    const t = translations.in(to.locale);
    const subject = oneLine(t(`letters.${name}.subject`, model));
    const said = template({ ...model, to, locale: to.locale });
    const text = `${[said, ...choices(model, t)]
      .join('\n\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`;
    return { subject, text, html: page({ locale: to.locale, subject, body: asHtml(text) }) };
  };
}

/** Where letters that nothing requires are stopped, at the end of each of them. */
function choices({ choicesUrl }: Readonly<Record<string, unknown>>, t: Translate): string[] {
  return typeof choicesUrl === 'string' ? [`${t('letters.choices')}\n${choicesUrl}`] : [];
}

/** A subject is one header line, whatever stands in a ticket's subject. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/** Paragraphs of plain text as HTML: escaped, with line breaks kept and addresses made links. */
function asHtml(text: string): Handlebars.SafeString {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => {
      const escaped = Handlebars.escapeExpression(paragraph).replaceAll('&#x3D;', '=');
      const linked = escaped.replace(ADDRESS, (url) => `<a href="${url}">${url}</a>`);
      return `<p>${linked.replaceAll('\n', '<br>')}</p>`;
    });
  return new Handlebars.SafeString(paragraphs.join('\n'));
}
