import { dayIn } from '../domain/billing/claim-cap.ts';
import { localTime } from '../domain/calendar/local-time.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { mayKeepInvoices } from '../domain/user/permission.ts';
import { listTicketsCharged, moveToSettled } from '../store/invoiced-charges.ts';
import { findInvoiceByNumber, lockInvoice, setPaidOn } from '../store/invoices.ts';
import { loadProvider } from '../store/settings.ts';
import { lockTickets } from '../store/statements.ts';
import type { Command } from './command.ts';
import { continueHistory } from './history.ts';

export type PaymentInput = {
  /** The invoice's. */
  number: string;
  /** `YYYY-MM-DD`. */
  paidOn: string;
};

/**
 * Writes down that an invoice was paid: its lines are settled, short of those disputed, which a
 * payment after the decision settles in its turn (D5).
 */
export const recordPayment: Command<PaymentInput, { settled: number }> = async (
  context,
  { number, paidOn },
) => {
  const { tx, actor, now } = context;
  if (!mayKeepInvoices(actor)) return refuse('forbidden');
  const provider = await loadProvider(tx);
  if (paidOn === '') return refuse('required', { field: 'paid_on' });
  const isDay = paidOn.length === 10 && localTime(paidOn) !== null;
  if (!isDay || paidOn > dayIn(provider.timeZone, now)) {
    return refuse('invalid_choice', { field: 'paid_on' });
  }
  const invoiceId = await lockInvoice(tx, number.trim());
  const invoice = invoiceId === null ? null : await findInvoiceByNumber(tx, number.trim());
  if (invoiceId === null || !invoice) return refuse('not_found', { field: 'number' });

  let settled = 0;
  const ids = await listTicketsCharged(tx, { invoiceId, state: 'invoiced' });
  for (const ticket of await lockTickets(tx, ids)) {
    const charges = await moveToSettled(tx, { ticketId: ticket.id, invoiceId });
    await continueHistory(
      context,
      ticket,
      charges.map((charge) => ({ type: 'charge_settled', data: { charge } })),
    );
    settled += charges.length;
  }
  if (invoice.paidOn !== null && settled === 0) return refuse('unchanged');
  await setPaidOn(tx, invoiceId, paidOn);
  return accept({ settled });
};
