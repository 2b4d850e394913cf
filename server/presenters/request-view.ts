import type { HolidayZone } from '../domain/calendar/holidays.ts';
import { requestDates } from '../domain/contract-request/dates.ts';
import type { ContractRequest } from '../domain/contract-request/request.ts';
import type { RequestView } from '../views/models/contract-requests.ts';

/** A request with its dates: those of the order as staff found it, else as its author said. */
export function requestView(
  number: string,
  request: ContractRequest,
  place: { timeZone: string; holidays: HolidayZone },
  today: string,
): RequestView {
  const { kind, state, computation, receivedOn, quality } = request;
  const order = orderIn(request);
  const counted = requestDates(kind, quality, { ...order, wantedOn: null }, receivedOn, place);
  const refundBy = state === 'refused' ? null : request.refundBy;
  return {
    number,
    kind,
    service: request.service,
    name: request.name,
    postalAddress: request.postalAddress,
    receivedOn,
    ...order,
    withdrawBy: counted.ok ? counted.value.withdrawBy : null,
    deliverBy: counted.ok ? counted.value.deliverBy : null,
    wantedOn: request.wantedOn,
    effectiveOn: request.effectiveOn,
    refundBy,
    refundLate: refundBy !== null && (request.refundedOn ?? today) > refundBy,
    refundedOn: request.refundedOn,
    identity: request.identity ?? 'none',
    state: state === 'accepted' && kind === 'termination' ? 'accepted_termination' : state,
    ground: request.ground,
    computation,
  };
}

function orderIn({ computation, orderedOn, promisedOn }: ContractRequest) {
  if (computation?.kind === 'withdrawal') return { orderedOn: computation.orderedOn, promisedOn };
  if (computation?.kind === 'cancellation') {
    return { orderedOn: computation.validatedOn, promisedOn: computation.promisedOn };
  }
  return { orderedOn, promisedOn };
}
