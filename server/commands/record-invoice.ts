import { dayIn } from '../domain/billing/claim-cap.ts';
import { disputeLimit } from '../domain/billing/dispute.ts';
import { checkPdf } from '../domain/billing/invoice.ts';
import { localTime } from '../domain/calendar/local-time.ts';
import { safeFileName } from '../domain/mail/safe-file-name.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { mayKeepInvoices } from '../domain/user/permission.ts';
import { invoiceAvailableLetter } from '../letters/invoice.ts';
import type { Db } from '../store/connect.ts';
import { findCustomer } from '../store/customers.ts';
import { insertDocument } from '../store/documents.ts';
import { listTicketsCharged, moveToInvoice } from '../store/invoiced-charges.ts';
import { findInvoiceOfStatement, insertInvoice } from '../store/invoices.ts';
import { loadProvider } from '../store/settings.ts';
import { findStatement, lockTickets } from '../store/statements.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import type { UploadedFile } from './uploaded-files.ts';
import { writeToContacts } from './write-to-contacts.ts';

export type InvoiceInput = {
  number: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  /** With tax. Null where nothing was typed, NaN where no amount. */
  totalCents: number | null;
  pdf: UploadedFile | null;
  /** The statement that it bills; null where it bills other things than ours (D6). */
  statementId: number | null;
  /** Whose it is, where no statement says so. */
  customerId: number | null;
};

/**
 * Takes in an invoice from the billing system: its statement's lines are invoiced, and its customer
 * is told that it can be read (D5, D6).
 */
export const recordInvoice: Command<InvoiceInput, { invoiceId: number; number: string }> = async (
  context,
  input,
) => {
  const { tx, actor, now } = context;
  if (!mayKeepInvoices(actor)) return refuse('forbidden');
  const provider = await loadProvider(tx);
  const facts = readFacts(input, dayIn(provider.timeZone, now));
  if (!facts.ok) return facts;
  const { number, issuedOn, totalCents, bytes } = facts.value;
  const whose = await customerBilled(tx, input);
  if (!whose.ok) return whose;
  const customerId = whose.value;
  const { statementId } = input;

  const documentId = await insertDocument(
    tx,
    {
      kind: 'invoice',
      customerId,
      ticketId: null,
      name: safeFileName(`${number}.pdf`),
      contentType: 'application/pdf',
      bytes,
    },
    now,
  );
  const recordedBy = actor.kind === 'user' ? actor.id : null;
  const invoice = { number, customerId, issuedOn, totalCents, documentId, statementId, recordedBy };
  const invoiceId = await insertInvoice(tx, invoice, now);
  if (invoiceId === null) {
    const known = statementId !== null && (await findInvoiceOfStatement(tx, statementId));
    if (known) return refuse('already_invoiced', { field: 'statement' });
    return refuse('number_taken', { field: 'number' });
  }
  if (statementId !== null) await invoiceLines(context, statementId, invoiceId);
  await tellContacts(context, { ...invoice, id: invoiceId });
  return accept({ invoiceId, number });
};

function readFacts(input: InvoiceInput, today: string) {
  const number = readField('number', input.number, { max: 60, line: true });
  if (!number.ok) return number;
  const { issuedOn, totalCents } = input;
  if (issuedOn === '') return refuse('required', { field: 'issued_on' });
  const isDay = issuedOn.length === 10 && localTime(issuedOn) !== null;
  if (!isDay || issuedOn > today) return refuse('invalid_choice', { field: 'issued_on' });
  if (totalCents === null) return refuse('required', { field: 'total' });
  if (!Number.isSafeInteger(totalCents)) return refuse('invalid_choice', { field: 'total' });
  const pdf = checkPdf(input.pdf?.bytes ?? null);
  if (!pdf.ok) return pdf;
  return accept({ number: number.value, issuedOn, totalCents, bytes: pdf.value });
}

/** The statement says whose it is; without one, somebody has to. */
async function customerBilled(
  tx: Db,
  { statementId, customerId }: InvoiceInput,
): Promise<Outcome<number>> {
  if (statementId === null) {
    if (customerId === null) return refuse('required', { field: 'customer' });
    const customer = await findCustomer(tx, customerId);
    return customer ? accept(customer.id) : refuse('invalid_choice', { field: 'customer' });
  }
  const statement = await findStatement(tx, statementId);
  if (!statement) return refuse('invalid_choice', { field: 'statement' });
  const another = customerId !== null && customerId !== statement.customerId;
  return another ? refuse('another_customer', { field: 'customer' }) : accept(statement.customerId);
}

async function invoiceLines(
  context: CommandContext,
  statementId: number,
  invoiceId: number,
): Promise<void> {
  const { tx } = context;
  const ids = await listTicketsCharged(tx, { statementId, state: 'exported' });
  for (const ticket of await lockTickets(tx, ids)) {
    const charges = await moveToInvoice(tx, { ticketId: ticket.id, statementId, invoiceId });
    await continueHistory(
      context,
      ticket,
      charges.map((charge) => ({ type: 'charge_invoiced', data: { charge, invoice: invoiceId } })),
    );
  }
}

async function tellContacts(
  context: CommandContext,
  invoice: { id: number; customerId: number; number: string; issuedOn: string; totalCents: number },
): Promise<void> {
  const { number, issuedOn, totalCents } = invoice;
  await writeToContacts(context, invoice.customerId, (to, { name, timeZone }) =>
    invoiceAvailableLetter(to, {
      number,
      issuedOn,
      totalCents,
      lastDay: disputeLimit(issuedOn, timeZone).lastDay,
      timeZone,
      providerName: name,
      invoiceUrl: `${context.house.publicUrl}/invoices/${invoice.id}`,
    }),
  );
}
