import { returnedMails } from '../domain/mail/returned-mails.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { isVoidedAnswer } from '../store/complaint-answers.ts';
import type { Db } from '../store/connect.ts';
import { listEvents } from '../store/events.ts';
import { findOutboundEmail, type OutboundEmail } from '../store/outbound-emails.ts';
import { listParticipants } from '../store/participants.ts';
import { type Addressee, queueAgain } from '../store/resent-mails.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/**
 * Sends a mail again that did not arrive: a server refused it for good, or returned it. It stays the
 * mail that it is, row, words and Message-ID, for its reader has nothing of it yet; where a server
 * did take it after all, the reader's program knows the second copy by that id. It goes to where its
 * reader's address now is, and is tried for days, as at first.
 *
 * A complaint's answer that its failure voided is not revived (P5): its history says that it never
 * counted, and its words tell days and rights as of when it was written. It is given anew.
 */
export const resendMail: Command<{ number: string; mailId: number }, { to: string }> = async (
  context,
  { number, mailId },
) => {
  const { tx, now, happened } = context;
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  const mail = await findOutboundEmail(tx, mailId);
  if (!mail || mail.ticketId !== ticket.id) return refuse('not_found');
  if (ticket.kind === 'complaint' && (await isVoidedAnswer(tx, mail.id))) {
    return refuse('answer_voided');
  }
  if (!(await hasFailed(tx, mail, ticket))) return refuse('mail_not_failed');
  const addressee = await addresseeOf(tx, mail, ticket);
  if (!addressee.ok) return addressee;
  const to = addressee.value;
  // whoever asked a moment before holds the ticket, and has it in the queue
  if (!(await queueAgain(tx, mail.id, to, now))) return refuse('mail_not_failed');
  happened.outboundEmailIds.push(mail.id);
  await continueHistory(context, ticket, [
    { type: 'mail_resent', data: { outbound_email: mail.id } },
  ]);
  return accept({ to: to.address });
};

async function hasFailed(db: Db, mail: OutboundEmail, ticket: Ticket): Promise<boolean> {
  if (mail.status !== 'sent') return mail.status === 'failed';
  return returnedMails(await listEvents(db, ticket.id)).has(mail.id);
}

/** Who is to read it, at today's address: nobody who left the ticket, or whose address is gone. */
async function addresseeOf(
  db: Db,
  { userId, toName, toAddress }: OutboundEmail,
  ticket: Ticket,
): Promise<Outcome<Addressee>> {
  const user = userId === null ? null : await findUser(db, userId);
  if (!user) {
    if (isNobody(toAddress)) return refuse('nobody_to_answer');
    return accept({ name: toName, address: toAddress });
  }
  if (isNobody(user.email)) return refuse('nobody_to_answer');
  if (user.disabledAt) return refuse('account_disabled');
  if (user.customerId !== ticket.customerId) {
    const participants = await listParticipants(db, ticket.id);
    if (!participants.some(({ id }) => id === user.id)) return refuse('no_longer_reader');
  }
  return accept({ name: user.name, address: user.email });
}
