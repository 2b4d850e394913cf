import type {
  IdentityMeans,
  RequestGround,
  RequestKind,
} from '../../domain/contract-request/event.ts';
import type { Computation } from '../../domain/contract-request/refund.ts';
import type { Choice, Form } from './common.ts';

/** A withdrawal, a cancellation or a termination with its dates. Days are `YYYY-MM-DD`. */
export interface RequestView {
  number: string;
  kind: RequestKind;
  service: string;
  name: string;
  postalAddress: string | null;
  receivedOn: string;
  orderedOn: string | null;
  /** The last day to withdraw, as far as the day of the order is known. */
  withdrawBy: string | null;
  promisedOn: string | null;
  deliverBy: string | null;
  wantedOn: string | null;
  effectiveOn: string | null;
  /** Null where none is owed, or where it was refused. */
  refundBy: string | null;
  /** Its last day has passed without it. */
  refundLate: boolean;
  refundedOn: string | null;
  identity: IdentityMeans | 'none';
  /** `requests.state` and `requests.own_state`. */
  state: 'received' | 'accepted' | 'accepted_termination' | 'refused' | 'refunded';
  ground: RequestGround | null;
  computation: Computation | null;
}

/** `requests/_panel`: on the desk's ticket page. */
export interface RequestPanel extends RequestView {
  /** Whether its reader decides it. */
  mayDecide: boolean;
}

/** `requests/_own`: on the portal's ticket page. */
export interface OwnRequest extends RequestView {
  /** Its reader may say that it comes from itself. */
  mayIdentify: boolean;
}

export type RequestField =
  | 'service'
  | 'ordered_on'
  | 'promised_on'
  | 'when'
  | 'wanted'
  | 'name'
  | 'email'
  | 'postal_address';

/** The public form of each kind. */
export interface RequestPage {
  kind: RequestKind;
  form: Form<RequestField>;
  /** Signed in: the address is known. */
  own: boolean;
  /** The customer's name, where it is a professional: it is told why not. */
  professional: string | null;
  /** When a termination sent now takes effect, and the first day that may be chosen. */
  soonest: string;
  earliest: string;
}

/** What is about to be declared, and what follows from it: read again, corrected or confirmed. */
export interface RequestReviewPage {
  kind: RequestKind;
  own: boolean;
  /** As it will be kept, in whole. */
  declaration: string;
  /** `YYYY-MM-DD`; null where it doesn't follow. */
  withdrawBy: string | null;
  effectiveOn: string | null;
  refundBy: string | null;
  /** What was typed, carried to the confirmation. */
  fields: { name: RequestField; value: string }[];
}

export interface RequestSentPage {
  kind: RequestKind;
  number: string;
}

/** Behind the link of an acknowledgement; null where it leads nowhere. */
export interface RequestConfirmPage {
  token: string;
  request: { number: string; kind: RequestKind; receivedOn: string; identified: boolean } | null;
}

export type OrderField =
  | 'ordered_on'
  | 'paid'
  | 'period_from'
  | 'period_days'
  | 'immediate_start'
  | 'performed'
  | 'made_to_measure'
  | 'promised_on'
  | 'delivered_on';

/** Where staff decide a request; a form is null where its step isn't open. */
export interface RequestDeskPage {
  subject: string;
  request: RequestView;
  identifyForm: Form<'how'> | null;
  orderForm: Form<OrderField> | null;
  /** Whether it is still to be decided, and what is missing to accept it: `requests.desk.missing`. */
  decision: { missing: 'identity' | 'computation' | 'professional' | null } | null;
  grounds: readonly RequestGround[];
  refusalForm: Form<'ground' | 'reasons'>;
  payForm: Form<'on'> | null;
}

export type TurnField = 'kind' | 'message' | 'service' | 'ordered_on' | 'promised_on' | 'wanted';

/** Where staff turn what a customer wrote into a request. */
export interface TurnPage {
  number: string;
  subject: string;
  messages: Choice[];
  form: Form<TurnField>;
}
