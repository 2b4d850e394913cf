import type { z } from 'zod';

/** Decodes one row at the storage edge: a column that isn't what the code believes stops here. */
export function decodeRow<S extends z.ZodType>(schema: S, row: unknown): z.output<S> {
  return schema.parse(row);
}

export function decodeRows<S extends z.ZodType>(
  schema: S,
  rows: readonly unknown[],
): z.output<S>[] {
  return rows.map((row) => schema.parse(row));
}

/** The first row decoded, or null where there is none. */
export function decodeFirst<S extends z.ZodType>(
  schema: S,
  rows: readonly unknown[],
): z.output<S> | null {
  return rows.length === 0 ? null : schema.parse(rows[0]);
}
