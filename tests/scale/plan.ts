import type { Client } from 'pg';

/** A statement as the application sent it. */
export type Statement = { sql: string; bindings: readonly unknown[] };

/** What PostgreSQL did for a statement. */
export type Plan = {
  /** Pages looked at, in memory or not. */
  buffers: number;
  indexes: string[];
  /** What grows worse with every row: a table read whole, rows sorted or thrown away by hundreds. */
  faults: string[];
};

/** The tables that grow with the years; the others hold dozens of rows. */
const GROWING = new Set([
  'customers',
  'users',
  'user_tokens',
  'services',
  'tickets',
  'ticket_links',
  'deadlines',
  'messages',
  'attachments',
  'attachment_contents',
  'events',
  'inbound_emails',
  'outbound_emails',
  'time_entries',
  'diagnosis_steps',
  'recommended_tests',
  'documents',
  'document_contents',
  'verdicts',
  'tariff_acceptances',
  'statements',
  'invoices',
  'charges',
  'secrets',
  'complaints',
  'complaint_concerns',
  'complaint_handlers',
  'complaint_answers',
  'customer_qualities',
  'case_files',
  'case_file_parts',
]);

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Temp Written Blocks': number;
  Plans?: Node[];
};

/**
 * Runs a statement again under EXPLAIN (ANALYZE, BUFFERS) and undoes it.
 *
 * @param most the rows that a node may sort, or throw away, before it is a fault
 */
export async function explain(client: Client, statement: Statement, most: number): Promise<Plan> {
  await client.query('begin');
  const { rows } = await client.query(
    `explain (analyze, buffers, format json) ${statement.sql}`,
    statement.bindings as unknown[],
  );
  await client.query('rollback');
  const top: Node = rows[0]['QUERY PLAN'][0].Plan;
  const nodes = [...walk(top)].filter((node) => node['Actual Loops'] > 0);
  return {
    buffers: top['Shared Hit Blocks'] + top['Shared Read Blocks'],
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
    faults: nodes.flatMap((node) => faultsOf(node, most)),
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const below of node.Plans ?? []) yield* walk(below);
}

function faultsOf(node: Node, most: number): string[] {
  const type = node['Node Type'];
  const loops = node['Actual Loops'];
  const faults: string[] = [];
  if (type === 'Seq Scan' && GROWING.has(node['Relation Name'] ?? '')) {
    faults.push(`reads ${node['Relation Name']} whole`);
  }
  const sorted = (type.endsWith('Sort') ? (node.Plans?.[0]?.['Actual Rows'] ?? 0) : 0) * loops;
  if (sorted > most) faults.push(`sorts ${sorted} rows`);
  const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': checked = 0 } =
    node;
  const removed = (filtered + checked) * loops;
  if (removed > most) faults.push(`throws away ${removed} rows`);
  if (node['Temp Written Blocks'] > 0) faults.push('spills to disk');
  return faults;
}
