import type { Locale } from '../domain/user/role.ts';

/** `cents`: hundredths, written with their two decimals and never as a floating-point number. */
export type Cell = string | number | { readonly cents: number } | null;

/** What a spreadsheet would take for a formula (CWE-1236). */
const FORMULA = /^[=+\-@\t\r]/;
/** Without it, Excel reads UTF-8 as something else; whatever else reads CSV passes over it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as a spreadsheet of the reader's language opens it: French ones part cells by semicolons
 * and write decimals with a comma (RFC 4180 otherwise). Text that looks like a formula is defused.
 */
export function csvOf(rows: readonly (readonly Cell[])[], locale: Locale): string {
  const separator = locale === 'fr' ? ';' : ',';
  const lines = rows.map((row) => row.map((cell) => written(cell, locale)).join(separator));
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line}\r\n`).join('')}`;
}

function written(cell: Cell, locale: Locale): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return decimals(hundredths(cell.cents), locale);
  if (typeof cell === 'number') return decimals(String(cell), locale);
  return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
}

function decimals(figure: string, locale: Locale): string {
  return locale === 'fr' ? figure.replace('.', ',') : quoted(figure);
}

/** -1050 is `-10.50`. */
function hundredths(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function quoted(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
