import type { CreditComputation } from '../../domain/billing/service-credit.ts';
import type { TargetName } from '../../domain/sla/target.ts';
import type { Form, Pager } from './common.ts';

/** A service credit: proposed, then approved or rejected, with what it was computed from. */
export interface CreditView {
  id: string;
  ticket: { number: string; subject: string };
  customer: { id: string; name: string };
  /** To a professional it is the whole compensation (5.2); a consumer may claim the rest. */
  whole: boolean;
  service: string;
  target: TargetName;
  /** The deadline that was missed. */
  dueAt: Date;
  amountCents: number;
  computation: CreditComputation;
  /** Shares of the monthly price, in percent. */
  percents: { perPeriod: number; cap: number; due: number };
  state: 'proposed' | 'approved' | 'rejected';
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  /** How a rejection came back; empty until then. */
  form: Form<'reason'>;
}

export interface CreditsPage {
  /** Those that wait for a decision, or those that have one. */
  proposed: boolean;
  credits: CreditView[];
  pager: Pager;
}

/** `tickets/_credits`: what was proposed for a ticket's missed commitments. */
export interface CreditsPanel {
  credits: CreditView[];
  mayDecide: boolean;
}
