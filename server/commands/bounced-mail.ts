import type { BounceReport } from '../domain/mail/recognise.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findReturnedEmail } from '../store/outbound-emails.ts';
import { markUnreachable } from '../store/unreachable-addresses.ts';
import { answerUndelivered } from './answer-mail.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

/**
 * A mail of a ticket's came back, so its history says, and which: a participant's says nothing of
 * the requester's. Where it came back for good, the complaint's answer that it carried is void (P5)
 * and its address is marked.
 *
 * Anyone can write a bounce, so only the Message-ID of a mail of ours proves that it came back: its
 * reader alone was told it. Nobody can return, void or mark what went to somebody else.
 *
 * @param messageIds of the mails that it returns, the likeliest first
 */
export async function bounceOn(
  context: CommandContext,
  ticket: Ticket,
  {
    inboundEmailId,
    bounce: { recipients, status, hard },
    messageIds,
  }: { inboundEmailId: number; bounce: BounceReport; messageIds: readonly string[] },
): Promise<void> {
  const { tx, now } = context;
  const named = recipients.map((address) => address.toLowerCase());
  const returned = await findReturnedEmail(tx, ticket.id, messageIds);
  const outbound = returned === null ? {} : { outbound_email: returned.id };
  const lost = hard ? returned : null;
  // after a redirection it is another address that takes no mail, which we never wrote to
  if (lost && (named.length === 0 || named.includes(lost.address))) {
    const { address } = lost;
    await markUnreachable(tx, { address, since: now, status, cause: { inboundEmailId } });
  }
  await continueHistory(context, ticket, [
    { type: 'mail_bounced', data: { inbound_email: inboundEmailId, hard, ...outbound } },
    ...(lost ? await answerUndelivered(context, ticket, lost.id) : []),
  ]);
}
