import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Db } from '../store/connect.ts';
import { invoicesOf } from '../store/invoices.ts';
import { findTicket } from '../store/tickets.ts';

/** What a complaint is about, by id. */
export type Concerned = { ticketIds: readonly number[]; invoiceIds: readonly number[] };

const MOST = 20;

/** The customer's own tickets and invoices among those that were named; any other is refused. */
export async function concernedBy(
  db: Db,
  customerId: number,
  named: { tickets: readonly string[]; invoices: readonly number[] },
): Promise<Outcome<Concerned>> {
  if (named.tickets.length > MOST) return refuse('invalid_choice', { field: 'tickets' });
  if (named.invoices.length > MOST) return refuse('invalid_choice', { field: 'invoices' });
  const tickets = await Promise.all(named.tickets.map((number) => findTicket(db, number)));
  const ticketIds = tickets.flatMap((ticket) =>
    ticket && ticket.customerId === customerId ? [ticket.id] : [],
  );
  if (ticketIds.length < named.tickets.length)
    return refuse('unknown_ticket', { field: 'tickets' });
  const invoiceIds = await invoicesOf(db, customerId, named.invoices);
  if (invoiceIds.length < named.invoices.length) {
    return refuse('invalid_choice', { field: 'invoices' });
  }
  return accept({ ticketIds: [...new Set(ticketIds)], invoiceIds });
}
