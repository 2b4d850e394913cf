import type { Locale } from '../user/role.ts';

const FRENCH =
  /\b(?:le|la|les|des|une|et|est|pas|vous|nous|je|mon|pour|dans|bonjour|merci|cordialement)\b/gi;
const ENGLISH = /\b(?:the|and|is|are|not|you|we|my|for|with|this|hello|thanks|please|regards)\b/gi;

/**
 * The language a stranger is answered in: English where its words are clearly English, French
 * otherwise, which is the language of base support (I7).
 */
export function guessLocale(text: string): Locale {
  const head = text.slice(0, 4_000);
  const french = head.match(FRENCH)?.length ?? 0;
  const english = head.match(ENGLISH)?.length ?? 0;
  return english >= 2 && english > french * 1.5 ? 'en' : 'fr';
}
