import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Database } from '../../store/connect.ts';
import { findCustomer } from '../../store/customers.ts';
import { findListedTicket, listCustomerTickets } from '../../store/ticket-lists.ts';
import { listLinkedTickets } from '../../store/tickets.ts';
import { findUser } from '../../store/users.ts';
import { PageError } from '../page-error.ts';

const OTHER_TICKETS = 5;

/** Whose it is, and what else is known of it. */
export async function loadFile(database: Database, ticket: Ticket) {
  const [listed, requester, customer, linked, others] = await Promise.all([
    findListedTicket(database, ticket.id),
    findUser(database, ticket.requesterId),
    findCustomer(database, ticket.customerId),
    listLinkedTickets(database, ticket.id),
    listCustomerTickets(database, {
      customerId: ticket.customerId,
      size: OTHER_TICKETS + 1,
      before: null,
    }),
  ]);
  if (!listed || !requester || !customer) throw new PageError(404);
  return {
    listed,
    requester,
    customer,
    linked,
    others: others.rows
      .filter(({ id }) => id !== ticket.id)
      .slice(0, OTHER_TICKETS)
      .map(({ number, subject, status }) => ({ number, subject, status })),
  };
}
