import type { Db } from './connect.ts';

/** What suspensions are called, by the reference that names them in an explanation. */
export async function listSuspensionTitles(
  db: Db,
  references: readonly string[],
): Promise<Map<string, string>> {
  if (references.length === 0) return new Map();
  const rows: { id: number; title: string }[] = await db('suspensions')
    .whereIn('id', references.map(Number))
    .select('id', 'title');
  return new Map(rows.map(({ id, title }) => [String(id), title]));
}
