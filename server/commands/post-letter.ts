import { randomUUID } from 'node:crypto';
import { isOptionalLetter } from '../domain/mail/optional-letters.ts';
import { makeMessageId, makeReplyAddress } from '../domain/mail/thread-token.ts';
import type { Cause } from '../domain/suspension/window.ts';
import { isNobody } from '../domain/user/nobody.ts';
import type { Letter, Recipient } from '../letters/letter.ts';
import { acceptanceToken } from '../security/acceptance-link.ts';
import { mailChoicesUrl } from '../security/mail-choices-link.ts';
import type { Db } from '../store/connect.ts';
import { attachDocuments } from '../store/documents.ts';
import { findTicketSender, type SenderAccount } from '../store/mail-accounts.ts';
import { wantsOptionalMail } from '../store/mail-choices.ts';
import { insertOutboundEmail } from '../store/outbound-emails.ts';
import type { User } from '../store/users.ts';
import type { CommandContext, House } from './command.ts';

export type LetterSubject = {
  /** Drawn beforehand with `nextOutboundEmailId`, where an event names it. */
  id: number;
  ticket: { id: number; number: string } | null;
  messageId?: number;
  /** The conversation's Message-IDs, oldest first; the last is what this letter answers. */
  threadIds?: readonly string[];
  /** Documents that it carries. */
  documents?: readonly number[];
  /** Why services are suspended, where the letter tells it. */
  cause?: Cause;
  /** By which of our addresses it leaves, where that is known: it is asked otherwise. */
  sender?: SenderAccount | null;
};

/**
 * Queues a letter in the command's own transaction: nobody can be told something that was rolled
 * back, nor miss something that was committed.
 *
 * @returns false where nobody is written to: there is no address, or its owner wants no mail that
 *   nothing requires
 */
export async function postLetter(
  { tx, now, house, happened }: CommandContext,
  letter: Letter,
  { id, ticket, messageId, threadIds = [], documents = [], cause, ...known }: LetterSubject,
): Promise<boolean> {
  // who notified illegal content without leaving an address is written to on the ticket only
  if (isNobody(letter.to.address)) return false;
  const { userId } = letter.to;
  const stoppable = userId !== null && isOptionalLetter(letter.name, cause);
  if (stoppable && !(await wantsOptionalMail(tx, userId))) return false;
  const { subject, text, html } = house.renderLetter(
    stoppable ? withChoices(letter, mailChoicesUrl(house, userId)) : letter,
  );
  const sender = known.sender === undefined ? await senderFor(tx, ticket) : known.sender;
  await insertOutboundEmail(tx, id, {
    letter: letter.name,
    ticketId: ticket?.id ?? null,
    messageId: messageId ?? null,
    userId,
    locale: letter.to.locale,
    toName: letter.to.name,
    toAddress: letter.to.address,
    replyTo:
      ticket && makeReplyAddress(sender?.address ?? house.mailAddress, ticket.number, house.secret),
    subject,
    text,
    html,
    rfcMessageId: messageIdFor(ticket, house),
    inReplyTo: threadIds.at(-1) ?? null,
    threadIds: [...threadIds],
    automatic: letter.automatic,
    mailAccountId: sender?.id ?? null,
    createdAt: now,
  });
  await attachDocuments(tx, id, documents);
  happened.outboundEmailIds.push(id);
  return true;
}

/** Says at its end where such letters are stopped. */
function withChoices(letter: Letter, choicesUrl: string): Letter {
  return { ...letter, model: { ...letter.model, choicesUrl } };
}

function senderFor(tx: Db, ticket: { id: number } | null): Promise<SenderAccount | null> | null {
  return ticket && findTicketSender(tx, ticket.id);
}

/** The user as somebody to write to. */
export function recipientOf(
  user: Pick<User, 'id' | 'name' | 'email' | 'locale' | 'timeZone'>,
): Recipient {
  return {
    userId: user.id,
    name: user.name,
    address: user.email,
    locale: user.locale,
    timeZone: user.timeZone,
  };
}

export function ticketUrl(publicUrl: string, number: string): string {
  return `${publicUrl}/tickets/${number}`;
}

/** Where its tariff is accepted without signing in. */
export function acceptanceUrl(house: House, number: string): string {
  return `${house.publicUrl}/tariff/${acceptanceToken(house.secret, number)}`;
}

/** One Message-ID per mail, kept across retries. A ticket's is signed, so that answers find it. */
function messageIdFor(ticket: { number: string } | null, house: House): string {
  const nonce = randomUUID();
  if (ticket === null) return `${nonce}@${house.mailDomain}`;
  return makeMessageId(ticket.number, nonce, house.mailDomain, house.secret);
}
