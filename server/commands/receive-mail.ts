import { classify } from '../domain/intake/rule.ts';
import { decideIntake, type IntakeDecision } from '../domain/mail/decide-intake.ts';
import { identityDigest } from '../domain/mail/identity-digest.ts';
import type { IncomingMail } from '../domain/mail/incoming-mail.ts';
import { recognise } from '../domain/mail/recognise.ts';
import { threadHints } from '../domain/mail/thread-hints.ts';
import { accept, refuse } from '../domain/outcome.ts';
import {
  claimInboundEmail,
  type InboundEmail,
  settleInboundEmail,
} from '../store/inbound-emails.ts';
import { listIntakeRules } from '../store/intake-rules.ts';
import { lookUpMail } from '../store/thread-lookup.ts';
import type { Command, CommandContext } from './command.ts';
import { type Intake, type MailReading, senderOf } from './intake.ts';
import { contactForMail } from './mail-contact.ts';
import { openFromMail, recordOnThread, threadMail } from './mail-outcomes.ts';

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
  const { mail } = reading;
  const email = await claimInboundEmail(tx, inboundEmailId);
  if (!email) return refuse('already_decided');

  const identity = Buffer.from(identityDigest(mail), 'hex');
  const intake = { ...reading, email, ...(await judge(context, mail, email, identity)) };
  const { ticketId, messageId } = await carryOut(context, intake);
  await settleInboundEmail(tx, email.id, {
    outcome: intake.decision.outcome,
    reasons: intake.decision.reasons,
    identity,
    rfcMessageId: mail.messageId,
    ticketId,
    messageId,
    decidedAt: now,
  });
  return accept({ outcome: intake.decision.outcome, ticketId });
};

async function judge(
  { tx, house }: CommandContext,
  mail: IncomingMail,
  email: InboundEmail,
  identity: Uint8Array,
): Promise<Pick<Intake, 'decision' | 'facts' | 'threadTicket'>> {
  const recognition = recognise(mail);
  const hints = threadHints(mail, house.secret, email.envelopeTo);
  const sender = senderOf(mail);
  const facts = await lookUpMail(tx, {
    identity,
    sender,
    tokenTicket: hints.ticketNumbers[0] ?? null,
    messageIds: [...new Set([...hints.messageIds, ...recognition.concerns])],
  });
  const threadTicket = facts.token_ticket ?? facts.reference_ticket;
  const decision = decideIntake(
    mail,
    {
      seenBefore: facts.seen_before,
      fromOurselves: hints.ownMessageId || isOurAddress(sender, house.mailAddress),
      thread:
        threadTicket === null
          ? null
          : {
              ticketNumber: threadTicket,
              provenBy: facts.token_ticket ? 'token' : 'references',
              senderTakesPart: facts.takes_part,
              closedLongAgo: facts.thread_ended,
              // an ended ticket is not answered but followed by a new one, whatever its subject
              sameSubject: !facts.thread_ended,
            },
    },
    recognition,
  );
  return { decision, facts, threadTicket };
}

type Done = { ticketId: number | null; messageId: number | null };

async function carryOut(context: CommandContext, intake: Intake): Promise<Done> {
  switch (intake.decision.outcome) {
    case 'ticket_opened':
    case 'alert_ticket_opened':
    case 'linked_ticket_opened': {
      const contact = await contactForMail(context, intake);
      const { kind } = classify(await listIntakeRules(context.tx), ruleTexts(intake.mail));
      return openFromMail(context, intake, contact, kind);
    }
    case 'reply_threaded':
      return threadMail(context, intake, await contactForMail(context, intake));
    case 'duplicate':
    case 'loop_cut':
    case 'refused':
    case 'quarantined':
      return { ticketId: null, messageId: null };
    default:
      return recordOnThread(context, intake);
  }
}

function isOurAddress(address: string | null, mailAddress: string): boolean {
  return address?.replace(/\+[^@]*@/, '@') === mailAddress.toLowerCase();
}

function ruleTexts(mail: IncomingMail) {
  return {
    subject: mail.subject,
    body: mail.bodyText,
    from: senderOf(mail) ?? '',
    to: mail.to.map((to) => to.address).join(' '),
  };
}
