import { type ComplaintPath, isAnswerOwed, pathOf } from '../domain/complaint/path.ts';
import { isPathEvent } from '../domain/complaint/path-event.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { complaintAnswerVoidedLetter } from '../letters/complaint.ts';
import { findAnswerByMail, markAnswerGiven, markAnswerVoided } from '../store/complaint-answers.ts';
import { listOfficers } from '../store/complaint-officers.ts';
import { updateComplaint } from '../store/complaints.ts';
import { findCustomer } from '../store/customers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import type { CommandContext } from './command.ts';
import { type HeldComplaint, loadComplaint, rowOf } from './complaint-record.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

type AnswerEvent = Extract<
  TicketEventData,
  { type: 'complaint_answer_given' | 'complaint_answer_voided' }
>;

/** The mail of a complaint's answer was accepted: the answer counts from now on (P5). */
export async function answerDelivered(
  context: CommandContext,
  ticket: Ticket,
  outboundEmailId: number,
): Promise<TicketEventData[]> {
  if (ticket.kind !== 'complaint') return [];
  const answer = await findAnswerByMail(context.tx, outboundEmailId);
  const held = answer === null ? null : await loadComplaint(context, ticket);
  if (answer === null || !held) return [];
  await markAnswerGiven(context.tx, answer, context.now);
  const given: AnswerEvent[] = [{ type: 'complaint_answer_given', data: { answer } }];
  await keepRow(context, held, given);
  return given;
}

/** It was never accepted, or came back: it did not count, and staff answer again (P5). */
export async function answerUndelivered(
  context: CommandContext,
  ticket: Ticket,
  outboundEmailId: number,
): Promise<TicketEventData[]> {
  if (ticket.kind !== 'complaint') return [];
  const { tx, now } = context;
  const answer = await findAnswerByMail(tx, outboundEmailId);
  const held = answer === null ? null : await loadComplaint(context, ticket);
  if (answer === null || !held) return [];
  await markAnswerVoided(tx, answer, now);
  const voided: AnswerEvent = { type: 'complaint_answer_voided', data: { answer } };
  const path = await keepRow(context, held, [voided]);
  await alertOfficers(context, ticket, path);
  if (ticket.status !== 'resolved' || !isAnswerOwed(path)) return [voided];
  // its answer is owed again: it goes back to whoever gives it
  return [voided, { type: 'status_changed', data: { from: 'resolved', to: 'open' } }];
}

/** The complaint's row as its path stands after these. */
async function keepRow(
  { tx, now }: CommandContext,
  { complaint, events, provider }: HeldComplaint,
  happened: readonly AnswerEvent[],
): Promise<ComplaintPath> {
  const told = happened.map((event) => ({ ...event, at: now }));
  const path = pathOf([...events.filter(isPathEvent), ...told], provider.timeZone);
  await updateComplaint(tx, rowOf(complaint, path, now));
  return path;
}

async function alertOfficers(
  context: CommandContext,
  ticket: Ticket,
  { stages }: ComplaintPath,
): Promise<void> {
  const { tx, house } = context;
  const [officers, customer] = await Promise.all([
    listOfficers(tx, ticket.id, stages.length, { managers: true }),
    findCustomer(tx, ticket.customerId),
  ]);
  const lastDay = (stages.at(-1) ?? stages[0]).limit.lastDay;
  for (const officer of officers) {
    const letter = complaintAnswerVoidedLetter(recipientOf(officer), {
      number: ticket.number,
      lastDay,
      customerName: customer?.name ?? '',
      ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    });
    await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
  }
}
