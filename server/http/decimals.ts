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

/** A rate written back as it is said: 2000 basis points are `20`, 850 are `8,50`. */
export function writeHundredths(hundredths: number | null, comma: string): string {
  return writeAmount(hundredths, comma).replace(/[.,]00$/, '');
}

/** An amount written back with its cents, so that two can be compared: 2900 is `29,00`. */
export function writeAmount(cents: number | null, comma: string): string {
  if (cents === null) return '';
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}${comma}${digits.slice(-2)}`;
}

/** What stands before the decimals in a language. */
export function decimalComma(locale: Locale): string {
  return locale === 'fr' ? ',' : '.';
}
