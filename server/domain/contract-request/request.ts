import type { IdentityMeans, RequestGround, RequestKind } from './event.ts';
import type { Computation } from './refund.ts';

export const REQUEST_STATES = ['received', 'accepted', 'refused', 'refunded'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** A withdrawal, a cancellation or a termination as it stands (R1–R3). Days are `YYYY-MM-DD`. */
export type ContractRequest = {
  readonly ticketId: number;
  readonly customerId: number;
  readonly kind: RequestKind;
  /** At its receipt; who isn't known to be a professional is a consumer. */
  readonly quality: 'consumer' | 'professional';
  /** What it is about, in its author's words: the service, the order or the customer's reference. */
  readonly service: string;
  /** Who asks, and from where, as the form said. */
  readonly name: string;
  readonly postalAddress: string | null;
  readonly orderedOn: string | null;
  readonly promisedOn: string | null;
  readonly wantedOn: string | null;
  readonly effectiveOn: string | null;
  readonly receivedOn: string;
  readonly refundBy: string | null;
  readonly identity: IdentityMeans | null;
  readonly computation: Computation | null;
  readonly state: RequestState;
  readonly ground: RequestGround | null;
  readonly decidedBy: number | null;
  readonly decidedAt: Date | null;
  readonly refundedOn: string | null;
};

/** Whether something is still to be done about it: its ticket ends with its course, never before. */
export function isUnfinished({ kind, state }: Pick<ContractRequest, 'kind' | 'state'>): boolean {
  return state === 'received' || (state === 'accepted' && kind !== 'termination');
}
