import type { Knex } from 'knex';
import type { LookUp } from './look-ups.ts';
import type { Statement } from './plan.ts';

/** The statements that a look-up sends. */
export async function statementsOf(db: Knex, lookUp: LookUp): Promise<Statement[]> {
  const statements: Statement[] = [];
  const seen = ({ sql, bindings = [] }: { sql: string; bindings?: unknown[] }) =>
    statements.push({ sql, bindings });
  db.on('query', seen);
  try {
    await lookUp.ask(db);
  } finally {
    db.off('query', seen);
  }
  return statements;
}
