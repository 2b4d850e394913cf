import type { Form } from './common.ts';

export interface ClaimView {
  /** As a day of the provider's. */
  claimedOn: Date;
  directLossCents: number;
  limits:
    | { kind: 'none' | 'credit_is_whole' }
    | {
        kind: 'capped';
        capCents: number;
        by: 'direct_loss' | 'paid';
        paidCents: number;
        paidFrom: Date;
        paidUntil: Date;
      };
  recordedAt: Date;
  recordedBy: string;
}

/** What a customer asked as compensation on a ticket, and the form that records it. */
export interface ClaimsPage {
  ticket: { number: string; subject: string };
  customer: { id: string; name: string };
  claims: ClaimView[];
  /** Whether what was paid counts: nothing of a limit is shown of a consumer. */
  asksPaid: boolean;
  form: Form<'claimed_on' | 'direct_loss' | 'paid'>;
}
