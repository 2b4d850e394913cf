import type { Form, Pager } from './common.ts';

export type ChargeStateName =
  | 'draft'
  | 'approved'
  | 'waived'
  | 'exported'
  | 'invoiced'
  | 'disputed'
  | 'settled'
  | 'void';

/** A line of the ledger with what explains it: integer cents, negative where it takes back. */
export interface ChargeView {
  id: string;
  ticketNumber: string;
  customer: { id: string; name: string };
  outcome: string;
  state: ChargeStateName;
  draftedAt: Date;
  seconds: number;
  units: number;
  unitMinutes: number;
  unitCents: number;
  /** With tax to a consumer, without to a professional. */
  price: 'gross' | 'net';
  /** More units than were started: the tariff's minimum. */
  minimum: boolean;
  netCents: number;
  vatCents: number;
  grossCents: number;
  /** What the customer was shown, times the units. */
  shownCents: number;
  vatPercent: number;
  territory: string;
  quality: 'consumer' | 'professional' | 'unknown';
  tariffVersion: number;
  acceptance: { means: 'form' | 'signed_link' | 'call'; by: string; at: Date } | null;
  /** A consumer's is not approved without an acceptance (D5). */
  acceptanceMissing: boolean;
  reverses: string | null;
  reversedBy: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  waiverReason: string | null;
  statement: { id: string; reference: string } | null;
  mayApprove: boolean;
  mayWaive: boolean;
  form: Form<'reason'>;
}

export interface ChargesPage {
  tabs: { state: ChargeStateName; current: boolean }[];
  state: ChargeStateName;
  charges: ChargeView[];
  /** Tickets and customers are links for those who may open them. */
  links: { tickets: boolean; customers: boolean };
  pager: Pager;
}

/** `diagnosis/_charge`: what a ticket's diagnosis costs, or why nothing. */
export interface ChargePanel {
  charges: ChargeView[];
  /** Why nothing is charged; null where something is, or where no verdict says. */
  nothing: string | null;
  concluded: boolean;
  mayDecide: boolean;
}

export interface StatementView {
  id: string;
  reference: string;
  customer: { id: string; name: string };
  period: { from: string; to: string };
  exportedAt: Date;
  exportedBy: string;
}

export interface StatementsPage {
  /** Customers whose approved lines wait; none on a page that goes on with older statements. */
  waiting: WaitingView[];
  /** Customers with a greater id wait too. */
  moreWaiting: string | null;
  statements: StatementView[];
  /** The customer whose statements alone are shown. */
  customer: { id: string; name: string } | null;
  customers: boolean;
  pager: Pager;
}

export interface WaitingView {
  customer: { id: string; name: string };
  lines: number;
  grossCents: number;
  firstAt: Date;
  lastAt: Date;
  oneDay: boolean;
  form: Form<'from' | 'to'>;
}

export interface StatementPage extends StatementView {
  /** The invoice that it came back as; null while it has not. */
  invoice: { id: string; number: string } | null;
  lines: ChargeView[];
  totals: { netCents: number; vatCents: number; grossCents: number };
  rates: { vatPercent: number; netCents: number; vatCents: number; grossCents: number }[];
  links: { tickets: boolean; customers: boolean };
}
