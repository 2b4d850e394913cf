import type { Form, Pager } from './common.ts';

/** What of a dispute stands beside a ticket or an invoice. */
export interface DisputeRow {
  id: string;
  invoice: { id: string; number: string };
  /** The dispute's own ticket. */
  ticket: string;
  /** The incident whose line it is about; null where it is the whole invoice. */
  incident: { number: string; subject: string } | null;
  late: boolean;
  openedAt: Date;
  decidedAt: Date | null;
  upheld: boolean | null;
}

export interface DisputeView extends DisputeRow {
  customer: { id: string; name: string };
  issuedOn: string;
  lastDay: string;
  /** With tax. */
  grossCents: number;
  /** The customer's own words. */
  reason: string;
  decidedBy: string | null;
  form: Form<'reasons'>;
}

export interface DisputesPage {
  open: boolean;
  disputes: DisputeView[];
  pager: Pager;
}

/** `tickets/_disputes` and `portal/_disputes`: what a ticket has to do with disputes. */
export interface DisputesPanel {
  /** The one that this ticket is of. */
  own: DisputeRow | null;
  /** Those about what this ticket was charged. */
  others: DisputeRow[];
  /** Whether its reader may open the invoice that it names. */
  invoice: boolean;
  /** Where its reader decides it; null where there is nothing to decide, or nothing it may. */
  decideUrl: string | null;
}
