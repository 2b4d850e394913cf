/** Where a list goes on: the sort key of its last row. Never an offset. */
export type Cursor = { readonly at: Date; readonly id: number };
export type Page<T> = { readonly rows: T[]; readonly next: string | null };

/** The cursor as it travels in an address: opaque, and worthless when tampered with. */
export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

/** @returns null for anything that isn't a cursor of ours: the list then starts at its top. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  const [iso = '', number = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  const at = new Date(iso);
  const id = Number(number);
  return Number.isNaN(at.getTime()) || !Number.isSafeInteger(id) ? null : { at, id };
}

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function toPage<T>(rows: T[], size: number, keyOf: (row: T) => Cursor): Page<T> {
  if (rows.length <= size) return { rows, next: null };
  const shown = rows.slice(0, size);
  return { rows: shown, next: encodeCursor(keyOf(shown[shown.length - 1] as T)) };
}
