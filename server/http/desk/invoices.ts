import { type Request, type Response, Router } from 'express';
import { recordInvoice } from '../../commands/record-invoice.ts';
import { recordPayment } from '../../commands/record-payment.ts';
import { readStatementReference, statementReference } from '../../domain/billing/statement.ts';
import { may } from '../../domain/user/permission.ts';
import { disputeRow } from '../../presenters/dispute-view.ts';
import { invoiceLineView, invoiceRow } from '../../presenters/invoice-view.ts';
import { pageOfCustomers } from '../../store/customer-lists.ts';
import { findCustomer } from '../../store/customers.ts';
import { listDisputesOf } from '../../store/disputes.ts';
import { listInvoiceLines } from '../../store/invoice-lines.ts';
import { findInvoice, type Invoice, listInvoices } from '../../store/invoices.ts';
import { findStatement, listStatementLines } from '../../store/statements.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { InvoicePage, NewInvoicePage } from '../../views/models/invoices.ts';
import { readHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { sendPdf } from '../send-pdf.ts';
import { uploadedFiles } from '../uploads.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 25;
/** Customers offered for what was searched. */
const FOUND = 10;
const PATH = '/desk/invoices';

/** Invoices as the billing system hands them in: recorded, read, marked as paid (D5, D6). */
export function deskInvoiceRoutes(deps: HttpDeps): Router {
  const router = Router();
  const { database } = deps;
  const keepers = allowed('keep_invoices');

  router.get('/desk/invoices', keepers, async (request, response) => {
    const before = numberOf(request.query.before);
    const found = await listInvoices(database, { limit: PAGE + 1, before });
    const shown = found.slice(0, PAGE);
    await deskPage(deps, request, response, { section: 'billing' }, 'invoices/index', {
      rows: shown.map((invoice) => ({
        ...invoiceRow(invoice, PATH),
        customer: invoice.customer.name,
      })),
      pager: {
        older: found.length > PAGE ? `${PATH}?before=${shown.at(-1)?.id}` : null,
        newest: before === null ? null : PATH,
      },
    });
  });

  router.get('/desk/invoices/new', keepers, (request, response) => {
    const { statement } = request.query;
    const statementId = typeof statement === 'string' ? readStatementReference(statement) : null;
    const customerId = numberOf(request.query.customer);
    return showNew(deps, request, response, { statementId, customerId }, emptyForm());
  });
  router.post('/desk/invoices', keepers, (request, response) => record(deps, request, response));

  router.get('/desk/invoices/:id', keepers, (request, response) =>
    show(deps, request, response, emptyForm()),
  );
  router.get('/desk/invoices/:id/:name', keepers, async (request, response) => {
    const invoice = await invoiceIn(deps, request);
    await look(deps, request, invoice);
    await sendPdf(database, response, invoice.document);
  });
  router.post('/desk/invoices/:id/payment', keepers, async (request, response) => {
    const { number, id } = await invoiceIn(deps, request);
    const values = typed(request, ['paid_on']);
    const payment = { number, paidOn: values.paid_on };
    const outcome = await deps.run(recordPayment, signedInUser(request), payment);
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return show(deps, request, response, formBack(response, values, outcome));
    }
    sayNext(request, 'flash.invoice_paid');
    response.redirect(303, `${PATH}/${id}`);
  });
  return router;
}

async function record(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const fields = ['number', 'issued_on', 'total', 'statement', 'customer'] as const;
  const values = { ...typed(request, fields), pdf: '' };
  const whose = {
    statementId: readStatementReference(values.statement),
    customerId: numberOf(values.customer),
  };
  const files = uploadedFiles(request);
  const outcome = await deps.run(recordInvoice, signedInUser(request), {
    number: values.number,
    issuedOn: values.issued_on,
    totalCents: readSigned(values.total),
    pdf: files.ok ? (files.value[0] ?? null) : null,
    ...whose,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showNew(deps, request, response, whose, formBack(response, values, outcome));
  }
  const { invoiceId, number } = outcome.value;
  sayNext(request, 'flash.invoice_recorded', { params: { number } });
  response.redirect(303, `${PATH}/${invoiceId}`);
}

/** A credit note asks less than nothing. */
function readSigned(total: string): number | null {
  const [, minus, digits = ''] = /^\s*([-−])?(.*)$/s.exec(total) ?? [];
  const cents = readHundredths(digits);
  return cents === null || minus === undefined ? cents : -cents;
}

async function showNew(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { statementId, customerId }: { statementId: number | null; customerId: number | null },
  form: NewInvoicePage['form'],
): Promise<void> {
  const { database } = deps;
  const query = typeof request.query.q === 'string' ? request.query.q.trim() : '';
  const [statement, lines, chosen, found] = await Promise.all([
    statementId === null ? null : findStatement(database, statementId),
    statementId === null ? [] : listStatementLines(database, statementId),
    customerId === null ? null : findCustomer(database, customerId),
    query === '' ? [] : pageOfCustomers(database, { search: query, limit: FOUND, after: null }),
  ]);
  const customer = statement?.customer ?? chosen;
  await deskPage(deps, request, response, { section: 'billing' }, 'invoices/new', {
    statement: statement && {
      id: String(statement.id),
      reference: statementReference(statement.id),
      ...statement.period,
      totalCents: lines.reduce((sum, { grossCents }) => sum + grossCents, 0),
    },
    customer: customer && { id: String(customer.id), name: customer.name },
    query,
    found: found.map(({ id, name }) => ({ id: String(id), name })),
    form,
  });
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: InvoicePage['form'],
): Promise<void> {
  const invoice = await invoiceIn(deps, request);
  await look(deps, request, invoice);
  const [lines, disputes] = await Promise.all([
    listInvoiceLines(deps.database, invoice.id),
    listDisputesOf(deps.database, invoice.id),
  ]);
  const linesCents = lines.reduce((sum, { grossCents }) => sum + grossCents, 0);
  await deskPage(deps, request, response, { section: 'billing' }, 'invoices/show', {
    invoice: invoiceRow(invoice, PATH),
    customer: { id: String(invoice.customer.id), name: invoice.customer.name },
    statement: statementOf(invoice),
    lines: lines.map(invoiceLineView),
    linesCents,
    linesDiffer: lines.length > 0 && linesCents !== invoice.totalCents,
    disputes: disputes.map(disputeRow),
    opensTickets: may(signedInUser(request), 'work_on_tickets'),
    payable: invoice.paidOn === null || lines.some(({ state }) => state === 'invoiced'),
    form,
  });
}

function statementOf({ statementId: id }: Invoice): InvoicePage['statement'] {
  return id === null ? null : { id: String(id), reference: statementReference(id) };
}

async function invoiceIn({ database }: HttpDeps, request: Request): Promise<Invoice> {
  const id = numberOf(request.params.id);
  const invoice = id === null ? null : await findInvoice(database, id);
  if (!invoice) throw new PageError(404);
  return invoice;
}

/** An invoice is its customer's: looking at it leaves a trace (V5). */
function look(deps: HttpDeps, request: Request, { customer }: Invoice): Promise<void> {
  const access = { what: 'document', customerId: customer.id, ticketId: null } as const;
  return recordLook(deps, signedInUser(request), access);
}
