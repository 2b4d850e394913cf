import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { LOCALES, type Locale } from './locale.ts';
import { typeset } from './typography.ts';

export type Params = Record<string, unknown>;

/** Words for a key of the locale files; a `count` chooses the plural by the language's rules. */
export type Translate = (key: string, params?: Params) => string;

export interface Translations {
  in(locale: Locale): Translate;
  exists(locale: Locale, key: string): boolean;
  /** Every key of a language as written in its files, plural suffixes included. */
  keys(locale: Locale): string[];
  /** A text as its file has it, parameters unfilled. */
  raw(locale: Locale, key: string): string;
}

type Tree = { [key: string]: string | Tree };

/** Each file `<noun>.json` is a branch of the tree: its `title` is asked for as `<noun>.title`. */
function readLocale(folder: string, locale: Locale): Tree {
  const files = readdirSync(join(folder, locale)).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => {
      const tree = JSON.parse(readFileSync(join(folder, locale, file), 'utf8')) as Tree;
      return [file.slice(0, -'.json'.length), mapLeaves(tree, (text) => typeset(text, locale))];
    }),
  );
}

function mapLeaves(tree: Tree, change: (text: string) => string): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : mapLeaves(value, change),
    ]),
  );
}

function flatten(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`),
  );
}

/**
 * Loads web/locales/{fr,en}/*.json once. With `strict`, a key or a parameter that is missing
 * throws, which is how tests find it; without, people see the key rather than an error page.
 */
export function loadTranslations(folder: string, { strict }: { strict: boolean }): Translations {
  const trees = Object.fromEntries(LOCALES.map((l) => [l, readLocale(folder, l)])) as Record<
    Locale,
    Tree
  >;
  const engine = i18next.createInstance();
  engine.init({
    initAsync: false,
    lng: 'fr',
    fallbackLng: false,
    supportedLngs: [...LOCALES],
    resources: Object.fromEntries(LOCALES.map((l) => [l, { translation: trees[l] }])),
    // Handlebars escapes what it prints; escaping here as well would show entities to people.
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      if (strict) throw new Error(`"${text}" was given no ${match[0]}`);
      return '';
    },
  });
  // most words stand alone: they are looked for once
  const alone = new Map(LOCALES.map((locale) => [locale, new Map<string, string>()]));
  const put = (locale: Locale, key: string, params: Params) => {
    if (strict && !engine.exists(key, { lng: locale, ...params })) {
      throw new Error(`no text for "${key}" in ${locale}`);
    }
    return String(engine.t(key, { ...params, lng: locale }));
  };
  return {
    in(locale) {
      const known = alone.get(locale) as Map<string, string>;
      return (key, params = {}) => {
        if (Object.keys(params).length > 0) return put(locale, key, params);
        const words = known.get(key) ?? put(locale, key, params);
        known.set(key, words);
        return words;
      };
    },
    exists: (locale, key) => engine.exists(key, { lng: locale }),
    keys: (locale) => flatten(trees[locale]),
    raw: (locale, key) => String(engine.getResource(locale, 'translation', key)),
  };
}
