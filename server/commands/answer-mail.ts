import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { complaintAnswerVoidedLetter } from '../letters/complaint.ts';
import {
  findAnswerByMail,
  findAnswersByMessageId,
  markAnswerGiven,
  markAnswerVoided,
} from '../store/complaint-answers.ts';
import { listOfficers } from '../store/complaint-officers.ts';
import { findCustomer } from '../store/customers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import type { CommandContext } from './command.ts';
import { loadComplaint } from './complaint-record.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/** The mail of a complaint's answer was accepted: the answer counts from now on (P5). */
export async function answerDelivered(
  { tx, now }: CommandContext,
  ticket: Ticket,
  outboundEmailId: number,
): Promise<TicketEventData[]> {
  if (ticket.kind !== 'complaint') return [];
  const answer = await findAnswerByMail(tx, outboundEmailId);
  if (answer === null) return [];
  await markAnswerGiven(tx, answer, now);
  return [{ type: 'complaint_answer_given', data: { answer } }];
}

/** It was never accepted: it did not count, and staff answer again. */
export async function answerUndelivered(
  context: CommandContext,
  ticket: Ticket,
  outboundEmailId: number,
): Promise<TicketEventData[]> {
  if (ticket.kind !== 'complaint') return [];
  const answer = await findAnswerByMail(context.tx, outboundEmailId);
  return answer === null ? [] : voidAnswers(context, ticket, [answer]);
}

/** A hard bounce came for some of our mails: the answers among them are void (P5). */
export async function answersBounced(
  context: CommandContext,
  ticket: Ticket,
  messageIds: readonly string[],
): Promise<TicketEventData[]> {
  if (ticket.kind !== 'complaint') return [];
  return voidAnswers(
    context,
    ticket,
    await findAnswersByMessageId(context.tx, ticket.id, messageIds),
  );
}

async function voidAnswers(
  context: CommandContext,
  ticket: Ticket,
  answers: readonly number[],
): Promise<TicketEventData[]> {
  const { tx, now, house } = context;
  const held = answers.length === 0 ? null : await loadComplaint(context, ticket);
  if (!held) return [];
  for (const answer of answers) await markAnswerVoided(tx, answer, now);
  const { path } = held;
  const [officers, customer] = await Promise.all([
    listOfficers(tx, ticket.id, path.stages.length, { managers: true }),
    findCustomer(tx, ticket.customerId),
  ]);
  const lastDay = (path.stages.at(-1) ?? path.stages[0]).limit.lastDay;
  for (const officer of officers) {
    const letter = complaintAnswerVoidedLetter(recipientOf(officer), {
      number: ticket.number,
      lastDay,
      customerName: customer?.name ?? '',
      ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    });
    await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
  }
  return answers.map((answer) => ({ type: 'complaint_answer_voided', data: { answer } }));
}
