import type { HolidayZone } from '../calendar/holidays.ts';
import { localTime } from '../calendar/local-time.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { cancellation } from './cancellation.ts';
import { withdrawal } from './withdrawal.ts';

/** What staff found of the order that is withdrawn from. */
export type WithdrawalOrder = {
  readonly kind: 'withdrawal';
  readonly orderedOn: string;
  readonly paidCents: number;
  readonly periodFrom: string;
  readonly periodDays: number;
  readonly immediateStart: boolean;
  /** Fully performed before the period ended, as expressly agreed, the right being given up. */
  readonly performed: boolean;
  readonly madeToMeasure: boolean;
};

/** What staff found of the order that was not delivered. */
export type CancellationOrder = {
  readonly kind: 'cancellation';
  readonly validatedOn: string;
  readonly promisedOn: string | null;
  readonly deliveredOn: string | null;
  readonly paidCents: number;
};

export type Order = WithdrawalOrder | CancellationOrder;

/** What an order comes to, as it is kept and explained line by line. */
export type Computation =
  | (WithdrawalOrder & {
      readonly receivedOn: string;
      /** The last day to withdraw. */
      readonly lastDay: string;
      readonly inTime: boolean;
      readonly usedDays: number;
      readonly deductedCents: number;
      readonly refundCents: number;
    })
  | (CancellationOrder & {
      readonly receivedOn: string;
      readonly deliveryBy: string;
      readonly due: boolean;
      readonly deductedCents: 0;
      readonly refundCents: number;
    });

/** A sum above this is a slip of the hand. */
const MOST_CENTS = 100_000_000;
const MOST_DAYS = 3_660;

/**
 * What is to be refunded for an order (R1, R2).
 *
 * @param receivedOn the day that the request reached the provider
 */
export function computeRefund(
  order: Order,
  receivedOn: string,
  place: { timeZone: string; holidays: HolidayZone },
): Outcome<Computation> {
  const fault = faultOf(order, receivedOn);
  if (fault) return fault;
  if (order.kind === 'cancellation') {
    const { deliveryBy, due } = cancellation({ ...order, receivedOn }, place.timeZone);
    return accept({
      ...order,
      receivedOn,
      deliveryBy,
      due,
      deductedCents: 0,
      refundCents: order.paidCents,
    });
  }
  const { limit, inTime, usedDays, deductedCents, refundCents } = withdrawal(
    { ...order, receivedOn },
    place,
  );
  const { lastDay } = limit;
  return accept({ ...order, receivedOn, lastDay, inTime, usedDays, deductedCents, refundCents });
}

function faultOf(order: Order, receivedOn: string) {
  const ordered =
    order.kind === 'withdrawal'
      ? dayFault('ordered_on', order.orderedOn)
      : dayFault('ordered_on', order.validatedOn);
  if (ordered) return ordered;
  const orderedOn = order.kind === 'withdrawal' ? order.orderedOn : order.validatedOn;
  if (orderedOn > receivedOn) return refuse('ordered_later', { field: 'ordered_on' });
  if (!isWhole(order.paidCents, 0, MOST_CENTS)) {
    return refuse('price_out_of_range', { field: 'paid' });
  }
  if (order.kind === 'withdrawal') {
    if (!isWhole(order.periodDays, 1, MOST_DAYS)) {
      const details = { min: 1, max: MOST_DAYS };
      return refuse('figure_out_of_range', { field: 'period_days', details });
    }
    return dayFault('period_from', order.periodFrom);
  }
  if (order.promisedOn !== null) {
    const promised = dayFault('promised_on', order.promisedOn);
    if (promised) return promised;
  }
  return order.deliveredOn === null ? null : dayFault('delivered_on', order.deliveredOn);
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return text.length === 10 && localTime(text) !== null;
}

function dayFault(field: string, day: string) {
  if (day === '') return refuse('required', { field });
  return isDay(day) ? null : refuse('unreadable_time', { field });
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
