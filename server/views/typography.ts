import type { Locale } from './locale.ts';

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

/**
 * Sets a line of interface text as a printer would, so that locale files stay plain to write:
 * French no-break spaces (narrow before ; ! ? and inside guillemets, full before a colon), bound
 * units, true apostrophes and ellipses. Never applied to what people wrote.
 */
export function typeset(text: string, locale: Locale): string {
  const common = text.replace(/(\p{L})'(?=\p{L}|\{)/gu, '$1’').replaceAll('...', '…');
  if (locale !== 'fr')
    return common.replace(/(\d|\}\}) (?=(?:min|h|kB|MB|GB|s)\b)/g, `$1${NO_BREAK}`);
  return common
    .replace(/ (?=[;!?»])/g, NARROW)
    .replace(/« /g, `«${NARROW}`)
    .replace(/ (?=:(?:\s|$))/g, NO_BREAK)
    .replace(/(\d|\}\}) (?=(?:€|%|(?:min|h|ko|Mo|Go|s)\b))/g, `$1${NO_BREAK}`);
}
