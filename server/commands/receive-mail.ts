import { LATELY_MS } from '../domain/mail/brakes.ts';
import { copiedIn } from '../domain/mail/copied.ts';
import {
  BRAKED,
  decideIntake,
  type IntakeDecision,
  isOnlyRecorded,
} from '../domain/mail/decide-intake.ts';
import { type MailIdentity, mailIdentity } from '../domain/mail/identity-digest.ts';
import type { IncomingMail } from '../domain/mail/incoming-mail.ts';
import { isAmong, withoutPlus } from '../domain/mail/plus-part.ts';
import { senderDoubts } from '../domain/mail/sender-doubts.ts';
import { isForged } from '../domain/mail/sender-proof.ts';
import { threadHints } from '../domain/mail/thread-hints.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { settleInboundEmail } from '../store/inbound-emails.ts';
import { takeMail } from '../store/mail-facts.ts';
import { dropRawOfRedactedCopy } from '../store/redactions.ts';
import { prepareOpening } from '../store/ticket-opening.ts';
import { asColleagueMay } from './colleague-mail.ts';
import type { Command, CommandContext } from './command.ts';
import { type Intake, isNullSender, type MailReading, senderOf } from './intake.ts';
import { contactForMail } from './mail-contact.ts';
import {
  type Done,
  holdBack,
  NOWHERE,
  openFromMail,
  recordOnThread,
  threadMail,
} from './mail-outcomes.ts';
import { keepRefused, kindOfMail, refusedBecause } from './refused-mail.ts';
import { welcomeBack } from './welcome-back.ts';

/**
 * Decides a message that is kept already (design: raw first). It ends in exactly one outcome, in
 * the same transaction as whatever the outcome does.
 *
 * @returns `already_decided` where another worker was first
 */
export const receiveMail: Command<
  { inboundEmailId: number; reading: MailReading },
  { outcome: IntakeDecision['outcome']; ticketId: number | null }
> = async (context, { inboundEmailId, reading }) => {
  const { tx, now } = context;
  const { mail, recognition, proof } = reading;
  const identity = mailIdentity(mail, {
    recorded: isOnlyRecorded(recognition.nature),
    verdict: proof?.verdict ?? null,
  });
  const judged = await judge(context, inboundEmailId, reading, identity);
  if (!judged) return refuse('already_decided');
  const seen = { ...reading, ...judged };
  const intake = { ...seen, doubts: doubtsOf(seen, context) };
  const { ticketId, messageId, written } = await carryOut(context, intake);
  const settled = settleInboundEmail(tx, inboundEmailId, {
    outcome: intake.decision.outcome,
    reasons: intake.decision.reasons,
    // a repetition bears the name of what it repeats
    identity: bytesOf(intake.facts.seen_as ?? identity?.own ?? null),
    rfcMessageId: mail.messageId,
    ticketId,
    messageId,
    decidedAt: now,
    proof: reading.proof ?? null,
    doubts: intake.doubts,
    notes: mail.notes,
    copied: copiedIn(mail, {
      sender: senderOf(mail),
      ours: [context.house.mailAddress, ...intake.facts.own_addresses],
    }),
  });
  await Promise.all([written, settled]);
  await welcomeBack(context, intake, ticketId);
  // what was redacted does not come back by another route
  if (intake.decision.outcome === 'duplicate') await dropRawOfRedactedCopy(tx, inboundEmailId);
  return accept({ outcome: intake.decision.outcome, ticketId });
};

function bytesOf(identity: string | null): Buffer | null {
  return identity === null ? null : Buffer.from(identity, 'hex');
}

async function judge(
  context: CommandContext,
  inboundEmailId: number,
  { mail, recognition, reply, envelopeTo, proof }: MailReading,
  identity: MailIdentity | null,
): Promise<Pick<Intake, 'decision' | 'facts' | 'threadTicket' | 'prepared'> | null> {
  const { tx, now, house } = context;
  const keys = [house.secret, ...house.previousSecrets];
  // recognised already, within the budget of its reading
  const hints = threadHints(mail, keys, envelopeTo, recognition);
  const sender = senderOf(mail);
  const messageIds = [...new Set([...hints.messageIds, ...recognition.concerns])];
  const tokenTicket = hints.ticketNumbers[0] ?? null;
  const looksNew = tokenTicket === null && messageIds.length === 0;
  const [facts, prepared] = await Promise.all([
    takeMail(tx, {
      inboundEmailId,
      identities: (identity?.same ?? []).map((same) => Buffer.from(same, 'hex')),
      sender,
      tokenTicket,
      messageIds,
      recipients: recipientsOf(mail, envelopeTo),
      lately: new Date(now.getTime() - LATELY_MS),
    }),
    looksNew ? prepareOpening(tx, { senderEmail: sender, inboundEmailId, receivedAt: now }) : null,
  ]);
  if (!facts) return null;
  const threadTicket = facts.token_ticket ?? facts.reference_ticket;
  const decision = decideIntake(
    mail,
    {
      seenBefore: facts.seen_as !== null,
      fromStaff: facts.sender !== null && facts.sender.customer_id === null,
      refusedBecause: refusedBecause({ mail, reply }, facts),
      fromOurselves:
        hints.ownMessageId ||
        facts.from_account ||
        (sender !== null && isAmong(sender, [house.mailAddress])),
      nullSender: isNullSender(facts.email),
      senderProof: proof?.verdict ?? null,
      fromKnownCustomer: facts.sender?.known ?? false,
      forgery: facts.mail_rules.forgery,
      released: facts.let_out,
      thread:
        threadTicket === null
          ? null
          : {
              ticketNumber: threadTicket,
              provenBy: facts.token_ticket ? 'token' : 'references',
              senderTakesPart: facts.takes_part,
              senderMayJoin: facts.may_join,
              full: facts.joined_lately >= facts.mail_rules.ticketMails,
              linksFull: facts.linked_lately >= facts.mail_rules.ticketMails,
              closedLongAgo: facts.thread_ended,
              // an ended ticket is not answered but followed by a new one, whatever its subject
              sameSubject: !facts.thread_ended,
            },
    },
    recognition,
  );
  const allowed = await asColleagueMay(context, decision, facts, threadTicket);
  return { decision: allowed, facts, threadTicket, prepared };
}

/** What staff are warned of about who wrote. */
function doubtsOf(
  { mail, facts, proof, decision }: Omit<Intake, 'doubts'>,
  { house }: CommandContext,
) {
  const { sender } = facts;
  return senderDoubts(mail, {
    proof: proof ?? null,
    trusted: sender !== null && (sender.customer_id === null || sender.known),
    staffNames: facts.staff_names,
    providerName: facts.provider_name,
    ownDomains: [house.mailDomain, house.mailAddress.replace(/^.*@/, '')],
    listMail: decision.recognition.listMail,
    outsider:
      decision.outcome === 'reply_threaded' &&
      !(facts.takes_part || facts.is_colleague || sender?.customer_id === null),
  });
}

/**
 * Whether automatic mail goes on a ticket's record: it answers a mail of ours, or comes from who
 * takes part. What is forged, or only knows of the conversation, is put on none.
 */
function isAboutThread({ facts, proof }: Intake): boolean {
  if (isForged(proof ?? null)) return false;
  return facts.token_ticket !== null || facts.answers_ours || facts.takes_part;
}

async function carryOut(context: CommandContext, intake: Intake): Promise<Done> {
  switch (intake.decision.outcome) {
    case 'ticket_opened':
    case 'alert_ticket_opened':
    case 'linked_ticket_opened': {
      const contact = await contactForMail(context, intake);
      return openFromMail(context, intake, contact, kindOfMail(intake.mail, intake.facts));
    }
    case 'reply_threaded':
      return threadMail(context, intake, await contactForMail(context, intake));
    case 'refused':
      return keepRefused(context, intake);
    case 'quarantined':
      return intake.decision.reasons.includes(BRAKED) ? holdBack(context, intake) : NOWHERE;
    case 'duplicate':
    case 'loop_cut':
      return NOWHERE;
    default:
      return isAboutThread(intake) ? recordOnThread(context, intake) : NOWHERE;
  }
}

/** The addresses that a mail was sent to, each as an account would have it: without a plus part. */
function recipientsOf({ to, cc }: IncomingMail, envelopeTo: readonly string[]): string[] {
  const addresses = [...envelopeTo, ...[...to, ...cc].map(({ address }) => address)];
  return [...new Set(addresses.map((address) => withoutPlus(address.toLowerCase())))];
}
