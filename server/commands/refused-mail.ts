import { Temporal } from 'temporal-polyfill';
import { isAlwaysOpen } from '../domain/conduct/always-open.ts';
import { requestOfSubject } from '../domain/intake/request-subject.ts';
import { isRightsRequest } from '../domain/intake/rights-request.ts';
import { classify } from '../domain/intake/rule.ts';
import { mayBeAnswered } from '../domain/mail/answerable.ts';
import type { IncomingMail } from '../domain/mail/incoming-mail.ts';
import { isForged } from '../domain/mail/sender-proof.ts';
import { shownLine } from '../domain/mail/shown-sender.ts';
import { cleanText } from '../domain/text-field.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import { blockAnswerLetter } from '../letters/customer-block.ts';
import { takeBlockAnswer } from '../store/customer-blocks.ts';
import type { MailFacts } from '../store/mail-facts.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { insertRefusedMail } from '../store/refused-mails.ts';
import { loadProvider } from '../store/settings.ts';
import type { CommandContext } from './command.ts';
import { type Intake, isNullSender, type MailReading, senderOf } from './intake.ts';
import { contactForMail } from './mail-contact.ts';
import { type Done, NOWHERE } from './mail-outcomes.ts';
import { postLetter } from './post-letter.ts';

/** What is kept to be read; the raw message is kept whole besides. */
const KEPT = 50_000;

type Facts = Pick<MailFacts, 'rules' | 'block_reason' | 'released'>;

/** Why a mail that would open a ticket is turned away (I5), as a reason code; null where it isn't. */
export function refusedBecause(
  { mail, reply }: Pick<MailReading, 'mail' | 'reply'>,
  facts: Facts,
): string | null {
  if (facts.block_reason === null || facts.released) return null;
  const kind = askedFor(mail, facts);
  return isAlwaysOpen(kind) || asksForRight(mail.subject, reply.visible) ? null : 'sender:blocked';
}

/** The kind of ticket that a mail opens, by its subject or by the rules (R1–R3, H2). */
export function kindOfMail(mail: IncomingMail, facts: Facts): TicketKind {
  const kind = askedFor(mail, facts);
  const blocked = facts.block_reason !== null && !facts.released;
  // let in for the right it asks for: it is no incident, which is what is blocked
  return blocked && !isAlwaysOpen(kind) ? 'information_request' : kind;
}

/** A subject that clearly is a contract request goes before any rule of ours. */
function askedFor(mail: IncomingMail, { rules }: Facts): TicketKind {
  return requestOfSubject(mail.subject) ?? classify(rules, ruleTexts(mail)).kind;
}

/** In its own words: what it quotes may be our own letter, which names every right. */
function asksForRight(subject: string, body: string): boolean {
  return isRightsRequest({ subject, body });
}

function ruleTexts(mail: IncomingMail) {
  return {
    subject: mail.subject,
    body: mail.bodyText,
    from: senderOf(mail) ?? '',
    to: mail.to.map((to) => to.address).join(' '),
  };
}

/** Keeps a blocked sender's mail for staff to read, and answers it politely, once a day at most. */
export async function keepRefused(context: CommandContext, intake: Intake): Promise<Done> {
  const { mail, facts } = intake;
  const contact = await contactForMail(context, intake);
  const kept = insertRefusedMail(
    context.tx,
    {
      inboundEmailId: facts.email.id,
      customerId: contact.customerId as number,
      subject: shownLine(mail.subject).slice(0, 300),
      body: cleanText(mail.bodyText).slice(0, KEPT),
    },
    context.now,
  );
  await Promise.all([kept, isOwedAnswer(intake) && answer(context, intake, contact)]);
  return NOWHERE;
}

/** A person's own mail is answered; never a machine's, a list's, or one without a way back. */
function isOwedAnswer({ mail, decision: { recognition }, facts, proof }: Intake): boolean {
  // whoever is named may not have written
  if (isForged(proof ?? null)) return false;
  const nullSender = isNullSender(facts.email);
  return mayBeAnswered(recognition, { address: senderOf(mail), nullSender });
}

async function answer(
  context: CommandContext,
  { mail, facts }: Intake,
  contact: Awaited<ReturnType<typeof contactForMail>>,
): Promise<void> {
  const { tx, house, now } = context;
  const [id, provider] = await Promise.all([nextOutboundEmailId(tx), loadProvider(tx)]);
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(provider.timeZone)
    .toPlainDate()
    .toString();
  const { userId } = contact;
  if (!(await takeBlockAnswer(tx, { userId, day, outboundEmailId: id }))) return;
  const letter = blockAnswerLetter(contact, {
    reason: facts.block_reason ?? '',
    provider,
    portalUrl: house.publicUrl,
    mailAddress: house.mailAddress,
  });
  const threadIds = mail.messageId === null ? [] : [mail.messageId];
  await postLetter(context, letter, { id, ticket: null, threadIds });
}
