import type { ChargeState } from '../domain/billing/charge-course.ts';
import type { Db } from './connect.ts';

/** The tickets that lines of a statement, or of an invoice, are of: in the order to hold them. */
export async function listTicketsCharged(
  db: Db,
  by: { statementId: number; state: 'exported' } | { invoiceId: number; state: 'invoiced' },
): Promise<number[]> {
  const lines =
    'statementId' in by ? { statement_id: by.statementId } : { invoice_id: by.invoiceId };
  return db('charges')
    .where({ ...lines, state: by.state })
    .distinct()
    .orderBy('ticket_id')
    .pluck('ticket_id');
}

/** A statement's lines of a ticket came back as an invoice's. @returns which, in order */
export async function moveToInvoice(
  db: Db,
  { ticketId, statementId, invoiceId }: Record<'ticketId' | 'statementId' | 'invoiceId', number>,
): Promise<number[]> {
  const rows = await db('charges')
    .where({ ticket_id: ticketId, statement_id: statementId, state: 'exported' })
    .update({ state: 'invoiced', invoice_id: invoiceId })
    .returning('id');
  return inOrder(rows);
}

/** An invoice's lines of a ticket are paid, short of those disputed. @returns which, in order */
export async function moveToSettled(
  db: Db,
  { ticketId, invoiceId }: Record<'ticketId' | 'invoiceId', number>,
): Promise<number[]> {
  const rows = await db('charges')
    .where({ ticket_id: ticketId, invoice_id: invoiceId, state: 'invoiced' })
    .update({ state: 'settled' })
    .returning('id');
  return inOrder(rows);
}

/** Moves one invoiced line. @returns false where it no longer stands where it was believed to */
export async function moveInvoiced(
  db: Db,
  id: number,
  from: 'invoiced' | 'disputed',
  to: ChargeState,
): Promise<boolean> {
  return (await db('charges').where({ id, state: from }).update({ state: to })) === 1;
}

function inOrder(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}
