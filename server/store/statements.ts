import { z } from 'zod';
import type { StatementPeriod } from '../domain/billing/statement-period.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { type Charge, chargeRow, selectCharges } from './charges.ts';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { decodeFirst, decodeRows } from './rows.ts';
import { ticketRow } from './tickets.ts';

const statementRow = z
  .object({
    id: z.number(),
    customer_id: z.number(),
    customer_name: z.string(),
    customer_quality: z.enum(QUALITIES),
    period_from: z.string(),
    period_to: z.string(),
    exporter: z.string(),
    exported_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    customerId: row.customer_id,
    customer: { id: row.customer_id, name: row.customer_name, quality: row.customer_quality },
    period: { from: row.period_from, to: row.period_to } satisfies StatementPeriod,
    exportedBy: row.exporter,
    exportedAt: row.exported_at,
  }));
/** What left the house at once: one customer's lines of one period (D5). */
export type Statement = z.output<typeof statementRow>;

/** Whose approved lines, and when they were drafted: half-open. */
type Wanted = { customerId: number; from: Date; to: Date };

/** The tickets that have something to export, in order of id. */
export async function listTicketsToExport(
  db: Db,
  { customerId, from, to }: Wanted,
): Promise<number[]> {
  const rows = await db('charges')
    .where({ customer_id: customerId })
    .whereRaw(`state = 'approved'`)
    .where('drafted_at', '>=', from)
    .where('drafted_at', '<', to)
    .distinct('ticket_id')
    .orderBy('ticket_id');
  return rows.map(({ ticket_id }) => ticket_id);
}

/** Holds several tickets, one after the other in order of id, so that no two wait for each other. */
export async function lockTickets(db: Db, ids: readonly number[]): Promise<Ticket[]> {
  const query = db('tickets').whereIn('id', ids).orderBy('id').forUpdate();
  return decodeRows(ticketRow, await query);
}

export async function insertStatement(
  db: Db,
  statement: { customerId: number; period: StatementPeriod; exportedBy: number },
  now: Date,
): Promise<number> {
  const rows = await db('statements')
    .insert({
      customer_id: statement.customerId,
      period_from: statement.period.from,
      period_to: statement.period.to,
      exported_by: statement.exportedBy,
      exported_at: now,
    })
    .returning('id');
  return rows[0].id;
}

/** Moves what is still approved, of tickets that are held, onto a statement. */
export async function takeIntoStatement(
  db: Db,
  statementId: number,
  { customerId, from, to, ticketIds }: Wanted & { ticketIds: readonly number[] },
): Promise<{ id: number; ticketId: number }[]> {
  const rows = await db('charges')
    .where({ customer_id: customerId, state: 'approved' })
    .whereIn('ticket_id', ticketIds)
    .where('drafted_at', '>=', from)
    .where('drafted_at', '<', to)
    .update({ state: 'exported', statement_id: statementId })
    .returning(['id', 'ticket_id']);
  return rows
    .map(({ id, ticket_id }) => ({ id, ticketId: ticket_id }))
    .sort((left, right) => left.id - right.id);
}

function statements(db: Db) {
  return db('statements as s')
    .join('customers as k', 'k.id', 's.customer_id')
    .join('users as u', 'u.id', 's.exported_by')
    .select('s.id', 's.customer_id', 's.exported_at', 'u.name as exporter')
    .select('k.name as customer_name', 'k.quality as customer_quality')
    .select(db.raw('s.period_from::text, s.period_to::text'));
}

export async function findStatement(db: Db, id: number): Promise<Statement | null> {
  return decodeFirst(statementRow, await statements(db).where('s.id', id).limit(1));
}

/** Statements, the newest first; a customer's alone where one is named. */
export async function listStatements(
  db: Db,
  {
    customerId,
    limit,
    before,
  }: { customerId: number | null; limit: number; before: number | null },
): Promise<Statement[]> {
  const query = statements(db).orderBy('s.id', 'desc').limit(limit);
  if (customerId !== null) query.where('s.customer_id', customerId);
  if (before !== null) query.where('s.id', '<', before);
  return decodeRows(statementRow, await query);
}

/** The lines that left with a statement, in the order they were written. */
export async function listStatementLines(db: Db, statementId: number): Promise<Charge[]> {
  const query = selectCharges(db).where('c.statement_id', statementId).orderBy('c.id');
  return decodeRows(chargeRow, await query);
}

const waitingRow = z
  .object({
    customer_id: z.number(),
    name: z.string(),
    lines: z.number(),
    gross_cents: z.number(),
    first_at: z.date(),
    last_at: z.date(),
  })
  .transform((row) => ({
    customer: { id: row.customer_id, name: row.name },
    lines: row.lines,
    grossCents: row.gross_cents,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
/** A customer whose approved lines no statement has taken yet. */
export type Waiting = z.output<typeof waitingRow>;

/** Customers with something to export, by id. Cents are below 2^53, as every line's are. */
export async function listWaiting(
  db: Db,
  { limit, after }: { limit: number; after: number | null },
): Promise<Waiting[]> {
  const { rows } = await db.raw(
    `select w.*, k.name from (
       select customer_id, count(*) as lines, sum(gross_cents)::bigint as gross_cents,
              min(drafted_at) as first_at, max(drafted_at) as last_at
         from charges where state = 'approved' and customer_id > :after
        group by customer_id order by customer_id limit :limit) w
       join customers k on k.id = w.customer_id
      order by w.customer_id`,
    { limit, after: after ?? 0 },
  );
  return decodeRows(waitingRow, rows);
}
