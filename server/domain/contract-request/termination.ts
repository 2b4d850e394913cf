import { Temporal } from 'temporal-polyfill';
import { accept, type Outcome, refuse } from '../outcome.ts';

/** R3: a day that the customer chooses lies more than this many days after the receipt. */
const CHOSEN_AFTER_DAYS = 10;

/** The first day that may be chosen, for a termination received on a day. */
export function earliestChosen(receivedOn: string): string {
  const received = Temporal.PlainDate.from(receivedOn);
  return received.add({ days: CHOSEN_AFTER_DAYS + 1 }).toString();
}

/**
 * When a consumer's termination takes effect (R3, L224-39): the day after its receipt, or on a
 * later day that was asked for, more than ten days away.
 *
 * @param wanted `YYYY-MM-DD`, or null for as soon as can be
 */
export function terminationDay(receivedOn: string, wanted: string | null): Outcome<string> {
  const received = Temporal.PlainDate.from(receivedOn);
  if (wanted === null) return accept(received.add({ days: 1 }).toString());
  const earliest = earliestChosen(receivedOn);
  if (wanted < earliest)
    return refuse('termination_too_soon', { field: 'wanted', details: { earliest } });
  return accept(wanted);
}
