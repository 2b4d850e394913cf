import type { Locale } from '../domain/user/role.ts';

export type Cell = string | number | null;

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
  if (typeof cell === 'number') {
    return locale === 'fr' ? String(cell).replace('.', ',') : quoted(String(cell));
  }
  return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
}

function quoted(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
