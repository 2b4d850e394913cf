import type { AttachmentLimits, Form, Pager } from './common.ts';
import type { DisputeRow } from './disputes.ts';

/** An invoice in a list. */
export interface InvoiceRow {
  id: string;
  number: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  /** When its customer could first read it. */
  recordedAt: Date;
  totalCents: number;
  paidOn: string | null;
  pdf: { url: string; size: number };
}

/** `taken_back`: another line gives it back; `gives_back`: it is that other line. */
export type InvoiceLineState = 'invoiced' | 'disputed' | 'settled' | 'taken_back' | 'gives_back';

/** A line of ours, in its customer's price: without tax to a professional, with to others (I4). */
export interface InvoiceLineView {
  chargeId: string;
  ticket: { number: string; subject: string };
  units: number;
  withoutTax: boolean;
  netCents: number;
  vatCents: number;
  grossCents: number;
  /** In percent. */
  vatRate: number;
  state: InvoiceLineState;
  /** The number of its open dispute's ticket. */
  dispute: string | null;
  disputable: boolean;
}

/** Until when a dispute suspends what it is about (D5, T1). */
export interface DisputeLimitView {
  /** `YYYY-MM-DD`, the last day in time, in the provider's zone. */
  lastDay: string;
  late: boolean;
}

export interface OwnInvoicesPage {
  rows: InvoiceRow[];
  pager: Pager;
  customerZone: string | null;
}

export interface OwnInvoicePage {
  invoice: InvoiceRow;
  lines: InvoiceLineView[];
  limit: DisputeLimitView;
  /** Where no line is ours: whether the whole can be disputed, or by which ticket it is. */
  whole: { disputable: boolean; dispute: string | null } | null;
  customerZone: string | null;
}

export interface DisputeFormPage {
  invoice: { id: string; number: string; issuedOn: string };
  /** Null where the whole invoice is disputed. */
  line: InvoiceLineView | null;
  totalCents: number;
  limit: DisputeLimitView;
  /** False where it is paid already: nothing is left to suspend. */
  suspends: boolean;
  form: Form<'reason' | 'attachments'>;
  limits: AttachmentLimits;
}

export interface InvoicesPage {
  rows: (InvoiceRow & { customer: string })[];
  pager: Pager;
}

export interface NewInvoicePage {
  /** The statement that it bills, where one was chosen. */
  statement: { id: string; reference: string; from: string; to: string; totalCents: number } | null;
  /** Whose it is, once that is known. */
  customer: { id: string; name: string } | null;
  /** What was searched for, and who was found. */
  query: string;
  found: { id: string; name: string }[];
  form: Form<'number' | 'issued_on' | 'total' | 'pdf' | 'statement' | 'customer'>;
}

export interface InvoicePage {
  invoice: InvoiceRow;
  customer: { id: string; name: string };
  statement: { id: string; reference: string } | null;
  lines: InvoiceLineView[];
  /** What our lines come to, with tax, and whether that is not what the invoice asks. */
  linesCents: number;
  linesDiffer: boolean;
  disputes: DisputeRow[];
  /** Whether its reader may open tickets. */
  opensTickets: boolean;
  /** Whether anything of it is still to be paid. */
  payable: boolean;
  form: Form<'paid_on'>;
}
