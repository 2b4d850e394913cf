/** The languages of the interface, the default first. Base support itself is in French only (I7). */
export const LOCALES = ['fr', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The first language of an `Accept-Language` header that we speak, French when there is none. */
export function negotiateLocale(header: string | undefined): Locale {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
    return { locale: tag.split('-')[0], weight: quality ? Number(quality.slice(2)) || 0 : 1 };
  });
  const best = wanted
    .filter(({ locale, weight }) => isLocale(locale) && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0];
  return (best?.locale as Locale | undefined) ?? 'fr';
}
