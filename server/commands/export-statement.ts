import { boundsOf, readPeriod } from '../domain/billing/statement-period.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { findCustomer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import {
  insertStatement,
  listTicketsToExport,
  lockTickets,
  takeIntoStatement,
} from '../store/statements.ts';
import type { Command } from './command.ts';
import { continueHistory } from './history.ts';

/**
 * Puts a customer's approved lines of a period on a statement, each of them once (D5). A later one
 * of the same period takes only what is new.
 *
 * The tickets are held first, in order of id, as every command that moves a line does: of two
 * exports at once, the second finds nothing left.
 */
export const exportStatement: Command<
  { customerId: number; from: string; to: string },
  { statementId: number; lines: number }
> = async (context, { customerId, from, to }) => {
  const { tx, actor, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'decide_charges')) return refuse('forbidden');
  if ((await findCustomer(tx, customerId)) === null) return refuse('not_found');
  const period = readPeriod({ from, to });
  if (!period.ok) return period;
  const { timeZone } = await loadProvider(tx);
  const wanted = { customerId, ...boundsOf(period.value, timeZone) };

  const tickets = await lockTickets(tx, await listTicketsToExport(tx, wanted));
  if (tickets.length === 0) return refuse('nothing_to_export');
  const statement = { customerId, period: period.value, exportedBy: actor.id };
  const statementId = await insertStatement(tx, statement, now);
  const ticketIds = tickets.map(({ id }) => id);
  const taken = await takeIntoStatement(tx, statementId, { ...wanted, ticketIds });
  if (taken.length === 0) return refuse('nothing_to_export');
  for (const ticket of tickets) {
    const events = taken
      .filter(({ ticketId }) => ticketId === ticket.id)
      .map(({ id }) => ({
        type: 'charge_exported' as const,
        data: { charge: id, statement: statementId },
      }));
    await continueHistory(context, ticket, events);
  }
  return accept({ statementId, lines: taken.length });
};
