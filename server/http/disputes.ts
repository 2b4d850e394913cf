import { type Request, type Response, Router } from 'express';
import { disputeCharge } from '../commands/dispute-charge.ts';
import { disputeLimit } from '../domain/billing/dispute.ts';
import { disputeLimitView, invoiceLineView } from '../presenters/invoice-view.ts';
import { listInvoiceLines } from '../store/invoice-lines.ts';
import type { Invoice } from '../store/invoices.ts';
import { emptyForm } from '../views/models/common.ts';
import type { DisputeFormPage } from '../views/models/invoices.ts';
import { attachmentLimits } from './attachment-limits.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, refusalPhrase, typed } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { ownInvoice } from './invoices.ts';
import { numberOf } from './numbers.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf, localeOf } from './reader.ts';
import { uploadedFiles } from './uploads.ts';

/** A customer disputes a line of an invoice, or an invoice that has no line of ours (D5, 6.6). */
export function disputeRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/invoices/:id/disputes/new', contactsOnly, (request, response) =>
    show(deps, request, response, numberOf(request.query.line), emptyForm()),
  );
  router.post('/invoices/:id/disputes', contactsOnly, (request, response) =>
    open(deps, request, response),
  );
  return router;
}

async function open(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { invoice } = await ownInvoice(deps, request);
  const values = { reason: typed(request, ['reason']).reason, attachments: '' };
  const chargeId = numberOf(typed(request, ['line']).line);
  const files = uploadedFiles(request);
  const t = deps.views.translate(localeOf(request));
  const outcome = files.ok
    ? await deps.run(disputeCharge, contactOf(request), {
        invoiceId: invoice.id,
        chargeId,
        reason: values.reason,
        subject: t('disputes.subject', { number: invoice.number }),
        files: files.value,
      })
    : files;
  if (outcome.ok) {
    const { number, late } = outcome.value;
    sayNext(request, late ? 'flash.disputed_late' : 'flash.disputed', { params: { number } });
    return response.redirect(303, `/tickets/${number}`);
  }
  throwIfDenied(outcome);
  if (outcome.reason === 'already_disputed' || outcome.reason === 'already_decided') {
    // the page of the invoice says by which ticket
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
    return response.redirect(303, `/invoices/${invoice.id}`);
  }
  return show(deps, request, response, chargeId, formBack(response, values, outcome));
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  chargeId: number | null,
  form: DisputeFormPage['form'],
): Promise<void> {
  const { invoice, timeZone } = await ownInvoice(deps, request);
  const line = await disputedLine(deps, invoice, chargeId);
  const limit = disputeLimit(invoice.issuedOn, timeZone);
  await portalPage(deps, request, response, 'invoices', 'portal/dispute', {
    invoice: { id: String(invoice.id), number: invoice.number, issuedOn: invoice.issuedOn },
    line,
    totalCents: invoice.totalCents,
    limit: disputeLimitView(limit, deps.clock()),
    suspends: line ? line.state === 'invoiced' : invoice.paidOn === null,
    form,
    limits: attachmentLimits,
  });
}

/** The line that is disputed; null where none is ours. */
async function disputedLine({ database }: HttpDeps, { id }: Invoice, chargeId: number | null) {
  const lines = await listInvoiceLines(database, id);
  if (lines.length === 0 && chargeId === null) return null;
  const line = lines.find((known) => known.chargeId === chargeId);
  if (!line || line.reversal) throw new PageError(404);
  return invoiceLineView(line);
}
