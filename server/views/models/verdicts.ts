import type { Form } from './common.ts';

export type OutcomeView =
  | 'provider_responsible'
  | 'not_confirmed'
  | 'service_healthy'
  | 'not_provider_responsibility'
  | 'refused';

/** `diagnosis/_verdict`: what the diagnosis ended with, and how it is pronounced or changed. */
export interface VerdictSheet {
  number: string;
  /** The verdict that stands. */
  current: VerdictView | null;
  /** Those that it replaced, the latest first. */
  earlier: VerdictView[];
  outcomes: OutcomeView[];
  /** Why none can be pronounced; null where it can. */
  shut: 'not_an_incident' | 'ended' | null;
  mayChange: boolean;
  /** Also after a refusal, whatever changed meanwhile: what was typed is given back. */
  mayPronounce: boolean;
  form: Form<'outcome' | 'reasons'>;
  change: Form<'outcome' | 'reasons' | 'why'>;
}

export interface VerdictView {
  id: string;
  reference: string;
  outcome: OutcomeView;
  reasons: string;
  /** Of the time that stood then. */
  seconds: number;
  pronouncedAt: Date;
  pronouncedBy: string;
  changeReason: string | null;
  reportUrl: string;
}

/** A report as its customer reads it on the portal; the PDF says the same. */
export interface ReportPage {
  number: string;
  subject: string;
  customerZone: string;
  verdict: Omit<VerdictView, 'changeReason'>;
  replaces: string | null;
  earlier: { reference: string; pronouncedAt: Date; reportUrl: string }[];
  tests: { wording: string; result: 'passed' | 'failed' | 'inconclusive'; said: string }[];
  findings: { at: Date; said: string }[];
  accesses: {
    by: string;
    service: string | null;
    startedAt: Date;
    endedAt: Date;
    purpose: string;
  }[];
  tariff: { price: 'gross' | 'net'; unitCents: number; unitMinutes: number } | null;
  charge: {
    units: number;
    netCents: number;
    vatCents: number;
    grossCents: number;
    vatPercent: number;
  } | null;
  /** Why nothing is due, where nothing is. */
  nothing: 'provider_responsible' | 'refused' | 'no_time' | 'no_tariff' | null;
  /** Waived or taken back since. */
  waived: boolean;
  canReply: boolean;
}
