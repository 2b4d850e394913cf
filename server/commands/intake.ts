import type { IntakeDecision } from '../domain/mail/decide-intake.ts';
import type { IncomingMail } from '../domain/mail/incoming-mail.ts';
import type { Recognition } from '../domain/mail/recognise.ts';
import { senderAddress } from '../domain/mail/sender-address.ts';
import type { SenderDoubt } from '../domain/mail/sender-doubts.ts';
import type { SenderProof } from '../domain/mail/sender-proof.ts';
import type { SplitReply } from '../domain/mail/split-reply.ts';
import type { MailFacts } from '../store/mail-facts.ts';
import type { Prepared } from '../store/ticket-opening.ts';

/** A mail once read: parsed, recognised, its quotations apart, its HTML made harmless. */
export type MailReading = {
  mail: IncomingMail;
  recognition: Recognition;
  reply: SplitReply;
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
  /** What staff are warned of about who wrote. */
  doubts: readonly SenderDoubt[];
  /** The ticket it points to, proven or not. */
  threadTicket: string | null;
  /** Asked for together with the facts, where the mail looked like a new ticket. */
  prepared: Prepared | null;
};

/** The address that a mail says it is from, in its normal form. */
export function senderOf(mail: IncomingMail): string | null {
  return senderAddress(mail);
}

/** Our own SMTP was given `MAIL FROM:<>`; a mailbox doesn't say what its server was given. */
export function isNullSender({ route, envelopeFrom }: MailFacts['email']): boolean {
  return route !== 'imap' && envelopeFrom === '';
}
