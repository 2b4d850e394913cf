import type { Translations } from './i18n.ts';
import type { Locale } from './locale.ts';

/** « à La Réunion »; a zone we have no words for is told by the city of its name. */
export function placeOf(zone: string, locale: Locale, translations: Translations): string {
  const t = translations.in(locale);
  const key = `places.${zone}`;
  return translations.exists(locale, key) ? t(key) : t('places.other', { city: cityOf(zone) });
}

/** The city that a zone is named by. */
export function cityOf(zone: string): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}
