import type { Locale } from '../views/locale.ts';

/**
 * A figure with two decimals at most, as hundredths: `29,90` is 2990. Digits are moved, never
 * multiplied: euros become cents and percents basis points without floating point.
 *
 * @returns null where nothing is typed, NaN for what is no such figure
 */
export function readHundredths(typed: string): number | null {
  const text = typed.replace(/[\s\u00a0\u202f€%]/g, '');
  if (text === '') return null;
  const [, whole, decimals = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? Number.NaN : Number(whole + decimals.padEnd(2, '0'));
}

/** The same, written back: 2990 is `29,90`, and 2900 is `29`. */
export function writeHundredths(hundredths: number | null, comma: string): string {
  if (hundredths === null) return '';
  const digits = String(hundredths).padStart(3, '0');
  const decimals = digits.slice(-2);
  return decimals === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}${comma}${decimals}`;
}

/** What stands before the decimals in a language. */
export function decimalComma(locale: Locale): string {
  return locale === 'fr' ? ',' : '.';
}
