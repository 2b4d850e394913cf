import type { Knex } from 'knex';

/** The tables, of any schema, where a text stands: as it is, or among the bytes of a column. */
export async function tablesHolding(db: Knex, text: string): Promise<string[]> {
  const { rows } = await db.raw(
    `select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      order by 1, 2`,
  );
  const bytes = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { schema, name } of rows) {
    const { rows: hits } = await db.raw(
      `select 1 from ??.?? as t
        where position(lower(?) in lower(t::text)) > 0 or position(? in t::text) > 0 limit 1`,
      [schema, name, text, bytes],
    );
    if (hits.length > 0) found.push(name);
  }
  return found;
}
