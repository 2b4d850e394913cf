import type { Letter, Recipient } from './letter.ts';

/** Tells a customer that an invoice can be read, and until when it may be disputed (D5, D6). */
export function invoiceAvailableLetter(
  to: Recipient,
  model: {
    number: string;
    /** `YYYY-MM-DD`. */
    issuedOn: string;
    totalCents: number;
    lastDay: string;
    timeZone: string;
    providerName: string;
    invoiceUrl: string;
  },
): Letter {
  return { name: 'invoice_available', to, automatic: true, model };
}
