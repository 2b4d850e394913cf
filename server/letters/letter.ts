import type { Locale } from '../domain/user/role.ts';

/** What is written to people; each has its file here and its template in `web/emails`. */
export type LetterName =
  | 'acknowledgement'
  | 'acknowledgement_grouped'
  | 'reply'
  | 'confirm_address'
  | 'invitation'
  | 'password_reset'
  | 'address_known'
  | 'ticket_merged'
  | 'request_joined'
  | 'mail_too_large'
  | 'suspension_published'
  | 'suspension_changed'
  | 'suspension_cancelled'
  | 'force_majeure_termination'
  | 'escalation'
  | 'waiting_reminder'
  | 'closed_without_answer'
  | 'timer_running'
  | 'mailbox_trouble'
  | 'mailbox_recovered'
  | 'credit_granted'
  | 'diagnosis_report'
  | 'ticket_refused'
  | 'customer_blocked'
  | 'block_lifted'
  | 'block_answer'
  | 'charge_waived'
  | 'tariff_recalled'
  | 'invoice_available'
  | 'dispute_received'
  | 'dispute_decided'
  | 'complaint_acknowledgement'
  | 'complaint_answer'
  | 'complaint_level_open'
  | 'complaint_reminder'
  | 'complaint_answer_voided'
  | 'request_acknowledgement'
  | 'request_accepted'
  | 'request_refused'
  | 'refund_made'
  | 'refund_reminder'
  | 'termination_reminder';

export type Recipient = {
  readonly userId: number | null;
  readonly name: string;
  readonly address: string;
  readonly locale: Locale;
  readonly timeZone: string;
};

/** A letter before it is put into words. */
export type Letter = {
  readonly name: LetterName;
  readonly to: Recipient;
  /** Written by the product itself: marked so that no other machine answers (RFC 3834). */
  readonly automatic: boolean;
  readonly model: Readonly<Record<string, unknown>>;
};

export type RenderedLetter = { subject: string; text: string; html: string };
export type RenderLetter = (letter: Letter) => RenderedLetter;
