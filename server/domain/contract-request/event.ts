/** What a consumer may ask of its contract, each a kind of ticket (R1–R3, 12.1). */
export const REQUEST_KINDS = ['withdrawal', 'cancellation', 'termination'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export function isRequestKind(kind: string): kind is RequestKind {
  return (REQUEST_KINDS as readonly string[]).includes(kind);
}

/** How whoever asks was found to be who it says: signed in, by the link mailed to it, by staff. */
export const IDENTITY_MEANS = ['session', 'link', 'staff'] as const;
export type IdentityMeans = (typeof IDENTITY_MEANS)[number];

/** Why a request may be refused; each only where the facts bear it out (`groundsFor`). */
export const REQUEST_GROUNDS = [
  'late',
  'performed',
  'made_to_measure',
  'not_due',
  'delivered',
  'professional',
  'not_identified',
] as const;
export type RequestGround = (typeof REQUEST_GROUNDS)[number];

/**
 * What of a request stands in its ticket's history. Days are `YYYY-MM-DD` in the provider's zone;
 * null where nobody said.
 */
export type ContractRequestEvent =
  | {
      type: 'contract_request_received';
      data: {
        quality: 'consumer' | 'professional';
        received_on: string;
        ordered_on: string | null;
        promised_on: string | null;
        wanted_on: string | null;
        /** When a termination takes effect (L224-39). */
        effective_on: string | null;
        /** The last day to refund; null where nothing may be owed. */
        refund_by: string | null;
      };
    }
  | { type: 'contract_request_identified'; data: { means: IdentityMeans } }
  /** Staff entered what the order was, and this is what it comes to. */
  | { type: 'refund_computed'; data: { deducted_cents: number; refund_cents: number } }
  | {
      type: 'contract_request_accepted';
      data: { refund_cents: number | null; effective_on: string | null; outbound_email: number };
    }
  /** Its reasons are those of `message`. */
  | {
      type: 'contract_request_refused';
      data: { ground: RequestGround; message: number; outbound_email: number };
    }
  | { type: 'refund_made'; data: { cents: number; on: string; outbound_email: number } }
  /** Staff were reminded so many days before the last; 0 is past it. */
  | {
      type: 'contract_request_reminded';
      data: { owed: 'refund' | 'termination'; days: number; to: number[] };
    };
