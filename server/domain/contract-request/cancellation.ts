import { Temporal } from 'temporal-polyfill';
import { type LegalLimit, legalLimitFromDay } from '../deadline/legal-limit.ts';
import { normaliseForSearch } from '../intake/normalise.ts';

/** R2: where no day was promised, this many days from the order's validation. */
const DELIVERY_DAYS = 15;
const REFUND = { days: 14 };

export type Cancellation = {
  /** The last day on which the service could still be delivered in time. */
  readonly deliveryBy: string;
  /** Whether that day has passed without delivery, so that the cancellation holds. */
  readonly due: boolean;
  readonly refundBy: LegalLimit;
};

/** A cancellation for non-delivery (R2). Days are of the provider's zone. */
export function cancellation(
  facts: { validatedOn: string; promisedOn: string | null; receivedOn: string },
  timeZone: string,
): Cancellation {
  const deliveryBy =
    facts.promisedOn ??
    Temporal.PlainDate.from(facts.validatedOn).add({ days: DELIVERY_DAYS }).toString();
  return {
    deliveryBy,
    due: facts.receivedOn > deliveryBy,
    refundBy: legalLimitFromDay(facts.receivedOn, REFUND, timeZone),
  };
}

const SUBJECT = normaliseForSearch('Résiliation pour défaut de mise à disposition');

/** Whether a mail's subject is the one that the contract gives to such a ticket (R2). */
export function isCancellationSubject(subject: string): boolean {
  return normaliseForSearch(subject).includes(SUBJECT);
}
