import type { IntakeDecision } from '../domain/mail/decide-intake.ts';
import type { IncomingMail } from '../domain/mail/incoming-mail.ts';
import type { SenderProof } from '../domain/mail/sender-proof.ts';
import { normaliseAddress } from '../domain/user/email-address.ts';
import type { MailFacts } from '../store/mail-facts.ts';
import type { Prepared } from '../store/ticket-opening.ts';

/** A mail once parsed, with its HTML made harmless. */
export type MailReading = {
  mail: IncomingMail;
  safeHtml: string | null;
  /** Whom the mail was delivered to, which its headers need not say. */
  envelopeTo: readonly string[];
  /** What was found out of its sender; absent where nobody asked. */
  proof?: SenderProof | null;
};

/** What intake knows of a mail by the time it acts. */
export type Intake = MailReading & {
  decision: IntakeDecision;
  facts: MailFacts;
  /** The ticket it points to, proven or not. */
  threadTicket: string | null;
  /** Asked for together with the facts, where the mail looked like a new ticket. */
  prepared: Prepared | null;
};

/** The address that a mail says it is from, in its normal form. */
export function senderOf(mail: IncomingMail): string | null {
  const from = mail.from ?? mail.sender ?? mail.replyTo[0] ?? null;
  return from && normaliseAddress(from.address);
}
