import { type Request, Router } from 'express';
import { disputeLimit } from '../domain/billing/dispute.ts';
import { readableSince } from '../domain/billing/invoice.ts';
import { disputeLimitView, invoiceLineView, invoiceRow } from '../presenters/invoice-view.ts';
import { listDisputesOf } from '../store/disputes.ts';
import { listInvoiceLines } from '../store/invoice-lines.ts';
import { findInvoice, type Invoice, listCustomerInvoices } from '../store/invoices.ts';
import { decodeCursor } from '../store/page.ts';
import { loadProvider } from '../store/settings.ts';
import type { HttpDeps } from './deps.ts';
import { contactsOnly } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf } from './reader.ts';
import { sendPdf } from './send-pdf.ts';

const PAGE = 25;

/** The portal's invoices: a customer's own, for twelve months (6.3, D6). */
export function invoiceRoutes(deps: HttpDeps): Router {
  const router = Router();
  const { database, clock } = deps;

  router.get('/invoices', contactsOnly, async (request, response) => {
    const { customerId, timeZone: customerZone } = contactOf(request);
    const before = typeof request.query.before === 'string' ? request.query.before : undefined;
    const { timeZone } = await loadProvider(database);
    const found = await listCustomerInvoices(database, {
      customerId,
      since: readableSince(clock(), timeZone),
      size: PAGE,
      before: decodeCursor(before),
    });
    await portalPage(deps, request, response, 'invoices', 'portal/invoices', {
      rows: found.rows.map((invoice) => invoiceRow(invoice, '/invoices')),
      pager: {
        older: found.next && `/invoices?before=${found.next}`,
        newest: before === undefined ? null : '/invoices',
      },
      customerZone,
    });
  });

  router.get('/invoices/:id', contactsOnly, async (request, response) => {
    const { timeZone: customerZone } = contactOf(request);
    const { invoice, timeZone } = await ownInvoice(deps, request);
    const lines = await listInvoiceLines(database, invoice.id);
    const limit = disputeLimit(invoice.issuedOn, timeZone);
    await portalPage(deps, request, response, 'invoices', 'portal/invoice', {
      invoice: invoiceRow(invoice, '/invoices'),
      lines: lines.map(invoiceLineView),
      limit: disputeLimitView(limit, clock()),
      whole: lines.length > 0 ? null : await wholeDispute(deps, invoice),
      customerZone,
    });
  });

  router.get('/invoices/:id/:name', contactsOnly, async (request, response) => {
    const { invoice } = await ownInvoice(deps, request);
    await sendPdf(database, response, invoice.document);
  });
  return router;
}

/**
 * The invoice that an address names, where the reader's customer may read it now. Another's, and
 * one that is shown no more, are answered as one that doesn't exist.
 */
export async function ownInvoice(
  { database, clock }: HttpDeps,
  request: Request,
): Promise<{ invoice: Invoice; timeZone: string }> {
  const { customerId } = contactOf(request);
  const id = numberOf(request.params.id);
  const [invoice, { timeZone }] = await Promise.all([
    id === null ? null : findInvoice(database, id),
    loadProvider(database),
  ]);
  if (invoice?.customer.id !== customerId) throw new PageError(404);
  if (invoice.recordedAt < readableSince(clock(), timeZone)) throw new PageError(404);
  return { invoice, timeZone };
}

/** An invoice of other things than ours is disputed as a whole, once at a time. */
async function wholeDispute({ database }: HttpDeps, { id }: Invoice) {
  const open = (await listDisputesOf(database, id)).find(({ decidedAt }) => decidedAt === null);
  return { disputable: open === undefined, dispute: open?.ticket.number ?? null };
}
