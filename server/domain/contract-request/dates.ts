import type { HolidayZone } from '../calendar/holidays.ts';
import { legalLimitFromDay, withdrawalLimitFromDay } from '../deadline/legal-limit.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { cancellation } from './cancellation.ts';
import type { RequestKind } from './event.ts';
import { isDay } from './refund.ts';
import { terminationDay } from './termination.ts';

const FOURTEEN = { days: 14 };

/** The days that a request names; null where it says none. */
export type SaidDays = {
  readonly orderedOn: string | null;
  readonly promisedOn: string | null;
  readonly wantedOn: string | null;
};

/** What follows from the days that a request names, as its acknowledgement tells it. */
export type RequestDates = SaidDays & {
  readonly receivedOn: string;
  /** The last day to withdraw, as far as the day of the order is known (T2). */
  readonly withdrawBy: string | null;
  /** The last day to deliver, as far as the days of the order are known (R2). */
  readonly deliverBy: string | null;
  readonly effectiveOn: string | null;
  readonly refundBy: string | null;
};

/** The dates of a request received on a day (R1–R3). */
export function requestDates(
  kind: RequestKind,
  quality: 'consumer' | 'professional',
  said: SaidDays,
  receivedOn: string,
  place: { timeZone: string; holidays: HolidayZone },
): Outcome<RequestDates> {
  for (const [field, day] of [
    ['ordered_on', said.orderedOn],
    ['promised_on', said.promisedOn],
    ['wanted', said.wantedOn],
  ] as const) {
    if (day !== null && !isDay(day)) return refuse('unreadable_time', { field });
  }
  if (said.orderedOn !== null && said.orderedOn > receivedOn) {
    return refuse('ordered_later', { field: 'ordered_on' });
  }
  const ends = kind === 'termination' ? terminationDay(receivedOn, said.wantedOn) : null;
  if (ends && !ends.ok) return ends;
  const { orderedOn, promisedOn } = said;
  const ordered = orderedOn ?? promisedOn;
  return accept({
    ...said,
    receivedOn,
    withdrawBy:
      kind === 'withdrawal' && orderedOn !== null
        ? withdrawalLimitFromDay(orderedOn, FOURTEEN, place).lastDay
        : null,
    deliverBy:
      kind === 'cancellation' && ordered !== null
        ? cancellation({ validatedOn: ordered, promisedOn, receivedOn }, place.timeZone).deliveryBy
        : null,
    effectiveOn: ends ? ends.value : null,
    // these rights are a consumer's (article 12); nobody else is owed this refund
    refundBy:
      kind === 'termination' || quality === 'professional'
        ? null
        : legalLimitFromDay(receivedOn, FOURTEEN, place.timeZone).lastDay,
  });
}
