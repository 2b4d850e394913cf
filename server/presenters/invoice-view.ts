import { isLateDispute } from '../domain/billing/dispute.ts';
import type { LegalLimit } from '../domain/deadline/legal-limit.ts';
import type { InvoiceLine } from '../store/invoice-lines.ts';
import type { Invoice } from '../store/invoices.ts';
import type {
  DisputeLimitView,
  InvoiceLineState,
  InvoiceLineView,
  InvoiceRow,
} from '../views/models/invoices.ts';

/** @param path where the reader's own pages of invoices are: `/invoices`, `/desk/invoices` */
export function invoiceRow(invoice: Invoice, path: string): InvoiceRow {
  const { document } = invoice;
  return {
    id: String(invoice.id),
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    recordedAt: invoice.recordedAt,
    totalCents: invoice.totalCents,
    paidOn: invoice.paidOn,
    pdf: {
      url: `${path}/${invoice.id}/${encodeURIComponent(document.name)}`,
      size: document.size,
    },
  };
}

export function invoiceLineView(line: InvoiceLine): InvoiceLineView {
  return {
    chargeId: String(line.chargeId),
    ticket: { number: line.ticket.number, subject: line.ticket.subject },
    units: line.units,
    withoutTax: line.quality === 'professional',
    netCents: line.netCents,
    vatCents: line.vatCents,
    grossCents: line.grossCents,
    vatRate: line.vatBasisPoints / 100,
    state: lineState(line),
    dispute: line.openDispute,
    disputable: !line.reversal && !line.reversed && line.openDispute === null,
  };
}

function lineState({ reversal, reversed, state }: InvoiceLine): InvoiceLineState {
  if (reversal) return 'gives_back';
  return reversed ? 'taken_back' : state;
}

export function disputeLimitView(limit: LegalLimit, now: Date): DisputeLimitView {
  return { lastDay: limit.lastDay, late: isLateDispute(limit, now) };
}
