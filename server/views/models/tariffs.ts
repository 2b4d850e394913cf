import type { Choice, Form, Pager } from './common.ts';

/** What a diagnosis costs when the cause turns out not to be ours (4.3), in this customer's price. */
export interface TariffView {
  cents: number;
  tax: 'ttc' | 'ht';
  unitMinutes: number;
  /** Null where no more than one unit is due at least. */
  atLeast: number | null;
}

/** The same on an incident's form: `mark` goes along, and comes back as what was read. */
export interface ShownTariffView extends TariffView {
  mark: string;
}

/** `tickets/_tariff`, `portal/_tariff`: what a ticket's customer was told, and its acceptance. */
export interface ToldTariffView extends TariffView {
  toldAt: Date;
  toldBy: 'form' | 'letter';
  accepted: { means: 'form' | 'signed_link' | 'call'; at: Date } | null;
  /** Neither accepted nor over: it may still be accepted. */
  /** The ticket ended or its diagnosis did: nothing is to be expected any more. */
  over: boolean;
  mayAccept: boolean;
}

/** The page behind the link of a letter: whoever holds it sees the price and the number alone. */
export interface AcceptancePage {
  token: string;
  /** Null where the link is none of ours, or nothing is to be accepted any more. */
  told: { number: string; tariff: ToldTariffView } | null;
}

export interface TariffsPage {
  form: Form<'effective_from' | 'unit_minutes' | 'minimum_units' | 'net' | 'gross'>;
  /** The latest first; null `from`: it has always been. */
  versions: {
    version: number;
    from: Date | null;
    standing: 'coming' | 'in_force' | 'past';
    unitMinutes: number;
    minimumUnits: number;
    netCents: number;
    grossCents: number;
  }[];
  pager: Pager;
  vat: {
    form: Form<'territory' | 'rate' | 'effective_day'>;
    territories: Choice[];
    /** In per cent, as the reader writes decimals; days are `YYYY-MM-DD`. */
    rates: { territory: string; percent: string; later: { percent: string; from: string }[] }[];
  };
  timer: Form<'timer_warning'>;
  /** The zone that dates are typed in. */
  zone: string;
}
