import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import { type RenderData, registerHelpers } from './helpers.ts';
import { loadTranslations, type Translate } from './i18n.ts';
import { icon } from './icons.ts';
import type { Locale } from './locale.ts';
import type { Layout } from './models/layout.ts';
import type { Pages, Partials } from './models/pages.ts';
import { callsOf, readTemplates } from './templates.ts';

export interface ViewsOptions {
  /** The folder `web`. */
  root: string;
  /** The provider's IANA zone, in which times are told. */
  zone: string;
  /** The address of a built asset, by its plain name. */
  asset: (name: string) => string;
  /** Throw on a missing field, key or parameter: tests and development. Production prints what it has. */
  strict: boolean;
}

export interface Views {
  /** A whole document: the page within its layout. */
  page<Name extends keyof Pages>(
    name: Name,
    model: Pages[Name],
    options: { locale: Locale; layout: Layout },
  ): string;
  /** A fragment, the same that pages are made of. It carries no token and no reader's own part. */
  partial<Name extends keyof Partials>(
    name: Name,
    model: Partials[Name],
    options: { locale: Locale },
  ): string;
  translate(locale: Locale): Translate;
}

/**
 * Reads every template and text once, and compiles a template when it is first used. One that names
 * what is not there, or cannot be read, throws here.
 */
export function createViews({ root, zone, asset, strict }: ViewsOptions): Views {
  const handlebars = Handlebars.create();
  const translations = loadTranslations(join(root, 'locales'), { strict });
  registerHelpers(handlebars, translations);
  const templates = compile(handlebars, readTemplates(join(root, 'views')), strict);

  const render = (name: string, model: unknown, data: RenderData) => {
    const template = templates.get(name);
    if (!template) throw new Error(`no view is called ${name}`);
    return template(model, { data });
  };
  const dataFor = (locale: Locale): RenderData => ({
    locale,
    zone,
    asset,
    t: translations.in(locale),
    page: { title: '', uncached: false },
  });

  return {
    page(name, model, { locale, layout }) {
      const data: RenderData = {
        ...dataFor(locale),
        csrf: layout.csrf,
        provider: layout.provider,
        path: layout.path,
        user: layout.name === 'plain' ? null : layout.user,
      };
      const body = new Handlebars.SafeString(render(name, model, data));
      return render(`layouts/${layout.name}`, { ...layout, body }, data);
    },
    partial: (name, model, { locale }) => render(name, model, dataFor(locale)),
    translate: (locale) => translations.in(locale),
  };
}

function compile(handlebars: typeof Handlebars, sources: Map<string, string>, strict: boolean) {
  const known = handlebars.helpers;
  const knownHelpers = Object.fromEntries(Object.keys(known).map((helper) => [helper, true]));
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, source] of sources) {
    const { partials, helpers } = callsOf(source);
    for (const partial of partials) {
      if (!sources.has(partial)) throw new Error(`${name} includes ${partial}, which is not there`);
    }
    for (const { name: helper, literal, hasArguments } of helpers) {
      if (hasArguments && !known[helper]) throw new Error(`${name} calls an unknown ${helper}`);
      if (helper === 'icon' && literal) icon(literal);
    }
    const template = atFirstUse(() => {
      const spec = handlebars.precompile(source, { strict, preventIndent: true, knownHelpers });
      // what precompile returns is a JavaScript object literal
      return handlebars.template(runInThisContext(`(${spec})`));
    });
    templates.set(name, template);
    handlebars.registerPartial(name, template);
  }
  return templates;
}

/** Compiling all templates took half of a start's own time, and a process may never need most. */
function atFirstUse(make: () => Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
  let made: Handlebars.TemplateDelegate | null = null;
  return (context, options) => {
    made ??= make();
    return made(context, options);
  };
}
