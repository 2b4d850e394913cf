import { mayBeAnswered } from './answerable.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { type MailNature, type Recognition, recognise } from './recognise.ts';
import { senderAddress } from './sender-address.ts';
import type { ProofVerdict } from './sender-proof.ts';

/** Every mail ends in one of these (design: "a closed list of outcomes"). */
export const intakeOutcomes = [
  'ticket_opened',
  'alert_ticket_opened',
  'reply_threaded',
  'linked_ticket_opened',
  'auto_reply_recorded',
  'bounce_recorded',
  'delay_recorded',
  'feedback_recorded',
  'challenge_recorded',
  'loop_cut',
  'duplicate',
  'refused',
  'quarantined',
] as const;

export type IntakeOutcome = (typeof intakeOutcomes)[number];

/** The ticket that a mail points to, and how far to believe it. */
export interface ThreadFact {
  readonly ticketNumber: string;
  /** `token`: a signature of ours; `references`: a Message-ID that anyone on the thread knows. */
  readonly provenBy: 'token' | 'references';
  /** The sender is the requester, a participant or staff of this ticket. */
  readonly senderTakesPart: boolean;
  /** A colleague of the requester, whose customer lets colleagues join by themselves. */
  readonly senderMayJoin?: boolean;
  /** Closed for longer than the setting allows for reopening. */
  readonly closedLongAgo?: boolean;
  /** The subject is still the ticket's, give or take `Re:`. */
  readonly sameSubject?: boolean;
  /** As many mails joined it in the last hour as may without a person (loop brake). */
  readonly full?: boolean;
  /** As many tickets were linked with it in the last hour: the next one stands for itself. */
  readonly linksFull?: boolean;
}

/** What the command looked up before asking. */
export interface IntakeFacts {
  readonly seenBefore: boolean;
  readonly thread: ThreadFact | null;
  /** The sender's address, or the mail's own Message-ID, is one of ours. */
  readonly fromOurselves: boolean;
  /** A colleague wrote: it has no customer, so it can answer on a ticket but not open one. */
  readonly fromStaff?: boolean;
  /** Why new tickets of this sender are turned away (I5), as a reason code; absent where not. */
  readonly refusedBecause?: string | null;
  /** Our own SMTP was given the null sender `<>`: a report, which nobody answers. */
  readonly nullSender?: boolean;
  /** What the sender's domain says of it; absent where nobody asked. */
  readonly senderProof?: ProofVerdict | null;
  /** The address is a confirmed customer's. */
  readonly fromKnownCustomer?: boolean;
  /** What is done with a mail that is not from the known customer it names. */
  readonly forgery?: 'mark' | 'quarantine';
  /** Let out of quarantine by a person: what set it aside does not set it aside again. */
  readonly released?: boolean;
}

export interface IntakeDecision {
  readonly outcome: IntakeOutcome;
  /** Short machine-readable codes, why it was decided so. */
  readonly reasons: readonly string[];
  /** Whether the sender is owed an acknowledgement (I2). */
  readonly acknowledge: boolean;
  readonly recognition: Recognition;
}

/** A helpdesk that knows nobody and holds nothing. */
export const emptyHelpdesk: IntakeFacts = { seenBefore: false, thread: null, fromOurselves: false };

/** Why an answer opens a ticket of its own: only staff say that its author takes part. */
export const TAKES_NO_PART = 'thread:sender_takes_no_part';

/** Why a mail is held that would join a ticket: as many as may did so within the hour. */
export const BRAKED = 'brake:ticket_hour';

/** Why a colleague's mail is set aside: it opens no ticket, and writes only where it may. */
export const FROM_STAFF = 'sender:staff';

/** Why a ticket is not linked with the one it answers: as many were within the hour. */
export const UNLINKED = 'brake:ticket_links';

/** Natures that are put on record where they belong and never open, reopen or answer anything. */
const RECORDED: Readonly<Partial<Record<MailNature, IntakeOutcome>>> = {
  auto_reply: 'auto_reply_recorded',
  receipt: 'auto_reply_recorded',
  bounce: 'bounce_recorded',
  delay: 'delay_recorded',
  feedback: 'feedback_recorded',
  challenge: 'challenge_recorded',
  loop: 'loop_cut',
};

/** Whether mails of this nature are put on record, and do nothing else. */
export function isOnlyRecorded(nature: MailNature): boolean {
  return RECORDED[nature] !== undefined;
}

/** What becomes of a mail (I2, I5 and the traps of "Mail in"). Pure: the command did the looking up. */
export function decideIntake(
  mail: IncomingMail,
  facts: IntakeFacts,
  recognition: Recognition = recognise(mail),
): IntakeDecision {
  const decide = (outcome: IntakeOutcome, reason: string, acknowledge = false): IntakeDecision => ({
    outcome,
    reasons: [...recognition.reasons, reason],
    acknowledge,
    recognition,
  });
  if (facts.seenBefore) return decide('duplicate', 'seen:before');

  const forged = facts.senderProof === 'fail';
  const recorded = RECORDED[recognition.nature];
  // Our own address as the envelope of a bounce is no loop: what it says must reach the ticket.
  if (facts.fromOurselves && recorded === undefined) return decide('loop_cut', 'from:ourselves');
  if (recorded) return decide(recorded, forged ? 'sender:forged' : `nature:${recognition.nature}`);
  if (senderAddress(mail) === null) {
    return decide('quarantined', 'sender:none');
  }
  if (forged && isSetAside(facts)) return decide('quarantined', 'sender:forged');

  const { thread } = facts;
  const alert = recognition.nature === 'machine_alert';
  // A machine on a thread is put on record there; a person who writes through a list is heard.
  if (thread && alert && !forged && !recognition.listMail && isProven(thread)) {
    return decide('auto_reply_recorded', 'thread:machine');
  }
  const threading = thread && mayThread(thread, forged);
  if (thread && threading?.allowed) {
    return thread.full && !facts.released
      ? decide('quarantined', BRAKED)
      : decide('reply_threaded', threading.reason);
  }
  if (facts.fromStaff) return decide('quarantined', FROM_STAFF);
  if (facts.refusedBecause) return decide('refused', facts.refusedBecause);
  // whoever is named may not have written: nothing is sent there
  const acknowledge =
    !forged &&
    mayBeAnswered(recognition, {
      address: senderAddress(mail),
      nullSender: facts.nullSender === true || mail.returnPath === '',
    });
  if (thread?.linksFull) return decide('ticket_opened', UNLINKED, acknowledge);
  if (threading) return decide('linked_ticket_opened', threading.reason, acknowledge);
  return alert
    ? decide('alert_ticket_opened', 'thread:none')
    : decide('ticket_opened', forged ? 'sender:forged' : 'thread:none', acknowledge);
}

/** A colleague's forged mail is never let in; a customer's is marked instead, where that is settled. */
function isSetAside({ fromStaff, fromKnownCustomer, forgery, released }: IntakeFacts): boolean {
  if (fromStaff) return true;
  return fromKnownCustomer === true && forgery === 'quarantine' && !released;
}

function isProven({ provenBy, senderTakesPart, senderMayJoin }: ThreadFact): boolean {
  return provenBy === 'token' || senderTakesPart || senderMayJoin === true;
}

/**
 * A token threads; References thread for who takes part or may join; an old closed talk under a new
 * subject ends. What is forged acts on nothing that exists.
 */
function mayThread(thread: ThreadFact, forged: boolean): { allowed: boolean; reason: string } {
  if (forged) return { allowed: false, reason: 'thread:sender_forged' };
  if (!isProven(thread)) return { allowed: false, reason: TAKES_NO_PART };
  if (thread.closedLongAgo && thread.sameSubject === false) {
    return { allowed: false, reason: 'thread:closed_long_ago' };
  }
  return { allowed: true, reason: `thread:${thread.provenBy}` };
}
