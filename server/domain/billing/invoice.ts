import { Temporal } from 'temporal-polyfill';
import { accept, type Outcome, refuse } from '../outcome.ts';

/** How long a customer reads an invoice on the portal, once it is there (6.3, D6). */
const READABLE = { months: 12 };

/** The largest PDF that is taken, in bytes. */
export const INVOICE_BYTES = 10 * 1024 * 1024;

/**
 * From when on an invoice must have been made available to be readable now (D6): to the end of the
 * same day-number twelve months later, in the provider's zone, as every limit is counted (T1).
 */
export function readableSince(now: Date, timeZone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const sameDay = today.subtract(READABLE);
  // on a 29 February: twelve months from the 28 February before it ended yesterday
  const over = Temporal.PlainDate.compare(sameDay.add(READABLE), today) < 0;
  const first = over ? sameDay.add({ days: 1 }) : sameDay;
  return new Date(first.toZonedDateTime(timeZone).epochMilliseconds);
}

/** Whether a file is the PDF that it says it is, by its first bytes, and of a size that is kept. */
export function checkPdf(bytes: Uint8Array | null): Outcome<Uint8Array> {
  if (bytes === null || bytes.length === 0) return refuse('required', { field: 'pdf' });
  const begins = String.fromCharCode(...bytes.subarray(0, 5));
  if (begins !== '%PDF-' || bytes.length > INVOICE_BYTES) {
    return refuse('not_a_pdf', { field: 'pdf' });
  }
  return accept(bytes);
}
