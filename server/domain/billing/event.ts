/** How somebody accepted the tariff (D5). */
export const ACCEPTANCE_MEANS = ['form', 'signed_link', 'call'] as const;
export type AcceptanceMeans = (typeof ACCEPTANCE_MEANS)[number];

/** The amounts of one line of the ledger, in cents; a reversal's are negative. */
export type Amounts = { units: number; net_cents: number; vat_cents: number; gross_cents: number };

/** What of the tariff and of the ledger stands in a ticket's history (D3–D6). */
export type BillingEvent =
  /** What was shown: with tax to a consumer, without to a professional (I4). */
  | {
      type: 'tariff_recalled';
      data: {
        tariff: number;
        price: 'gross' | 'net';
        unit_cents: number;
        unit_minutes: number;
        minimum_units: number;
        by: 'form' | 'letter';
      };
    }
  | {
      type: 'tariff_accepted';
      data: { acceptance: number; tariff: number; means: AcceptanceMeans };
    }
  | {
      type: 'charge_drafted';
      data: Amounts & { charge: number; verdict: number; tariff: number; seconds: number };
    }
  /** `void`: neither this line nor the one it takes back ever left the house. */
  | {
      type: 'charge_reversed';
      data: Amounts & { charge: number; reverses: number; state: 'void' | 'approved' };
    }
  | { type: 'charge_approved'; data: { charge: number } }
  | { type: 'charge_waived'; data: { charge: number } }
  | { type: 'charge_exported'; data: { charge: number; statement: number } }
  | { type: 'charge_invoiced'; data: { charge: number; invoice: number } }
  | { type: 'charge_disputed'; data: { charge: number; dispute: number; late: boolean } }
  | { type: 'dispute_decided'; data: { charge: number | null; dispute: number; upheld: boolean } }
  | { type: 'charge_settled'; data: { charge: number } }
  /** On the dispute's own ticket. */
  | {
      type: 'dispute_opened';
      data: { dispute: number; invoice: number; charge: number | null; late: boolean };
    };
