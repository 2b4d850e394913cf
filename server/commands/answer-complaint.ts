import {
  ANSWER_OUTCOMES,
  type AnswerOutcome,
  REDRESS_KINDS,
  type RedressKind,
} from '../domain/complaint/event.ts';
import { mayAnswer } from '../domain/complaint/move.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { complaintAnswerLetter } from '../letters/complaint.ts';
import { insertAnswer, nextAnswerId } from '../store/complaint-answers.ts';
import { attachDocuments, insertDocument, nextDocumentId } from '../store/documents.ts';
import { nextMessageId } from '../store/messages.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadComplaintBodies } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { Command } from './command.ts';
import { escalationUrl } from './complaint-links.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdAsOfficer } from './held-complaint.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

export type AnswerInput = {
  number: string;
  outcome: AnswerOutcome;
  /** What the customer is told. */
  reasons: string;
  /** Cents where it is money, NaN where no amount was typed. */
  redress: { kind: RedressKind; cents: number | null };
};

/**
 * A formal answer (P1, P2): on the portal at once, by mail, and as a letter in PDF. It counts once
 * its mail is accepted (P5), which `given` is recorded by.
 */
export const answerComplaint: Command<AnswerInput, { answerId: number }> = async (
  context,
  input,
) => {
  const { tx, house, now } = context;
  const held = await holdAsOfficer(context, input.number);
  if (!held.ok) return held;
  const { ticket, path, staff, level, provider } = held.value;
  const allowed = mayAnswer(path, level);
  if (!allowed.ok) return allowed;
  if (!ANSWER_OUTCOMES.includes(input.outcome)) {
    return refuse('invalid_choice', { field: 'outcome' });
  }
  const reasons = readField('reasons', input.reasons, { max: 20_000 });
  if (!reasons.ok) return reasons;
  const redress = readRedress(input.redress);
  if (!redress.ok) return redress;

  const [answerId, messageId, letterId, documentId, bodies, requester, threadIds] =
    await Promise.all([
      nextAnswerId(tx),
      nextMessageId(tx),
      nextOutboundEmailId(tx),
      nextDocumentId(tx),
      loadComplaintBodies(tx),
      findUser(tx, ticket.requesterId),
      listThreadIds(tx, ticket.id),
    ]);
  const to = recipientOf(requester as User);
  const body = reasons.value;
  const message = prepareMessage({
    visibility: 'public',
    authorId: staff.id,
    channel: 'desk',
    body,
  });
  const url = ticketUrl(house.publicUrl, ticket.number);
  const { outcome } = input;
  const reference = `${ticket.number}-R${level}`;
  const bytes = await house.renderDocument({
    name: 'complaint_answer',
    reference,
    locale: to.locale,
    createdAt: now,
    provider,
    to: [to.name],
    model: {
      ticket,
      level,
      receivedOn: allowed.value.receivedOn,
      lastDay: allowed.value.limit.lastDay,
      outcome,
      reasons: body,
      redress: redress.value,
      answeredBy: staff.name,
      consumer: path.quality === 'consumer',
      referralDay: path.referral?.lastDay ?? null,
      bodies,
      ticketUrl: url,
    },
  });
  const events: TicketEventData[] = [
    {
      type: 'reply_sent',
      data: { message: messageId, digest: message.digest, outbound_email: letterId },
    },
    {
      type: 'complaint_answered',
      data: {
        answer: answerId,
        level,
        outcome,
        redress: redress.value,
        message: messageId,
        outbound_email: letterId,
        document: documentId,
      },
    },
  ];
  if (ticket.status !== 'resolved') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'resolved' } });
  }
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  await insertDocument(
    tx,
    {
      id: documentId,
      kind: 'complaint_answer',
      customerId: ticket.customerId,
      ticketId: ticket.id,
      name: `${reference}.pdf`,
      contentType: 'application/pdf',
      bytes,
    },
    now,
  );
  const answer = {
    id: answerId,
    ticketId: ticket.id,
    level,
    outcome,
    redress: redress.value,
    messageId,
    outboundEmailId: letterId,
    documentId,
    answeredBy: staff.id,
  };
  await insertAnswer(tx, answer, now);
  const after = await continueComplaint(context, held.value, events);
  const letter = complaintAnswerLetter(to, {
    number: ticket.number,
    level,
    path: after.path,
    provider,
    bodies,
    ticketUrl: url,
    answer: {
      outcome,
      redress: redress.value,
      body,
      authorName: staff.name,
      nextUrl: escalationUrl(house, ticket.number, now),
    },
  });
  await postLetter(context, letter, { id: letterId, ticket: after.ticket, messageId, threadIds });
  await attachDocuments(tx, letterId, [documentId]);
  return accept({ answerId });
};

function readRedress({
  kind,
  cents,
}: AnswerInput['redress']): Outcome<{ kind: RedressKind; cents: number | null }> {
  if (!REDRESS_KINDS.includes(kind)) return refuse('invalid_choice', { field: 'redress' });
  if (kind !== 'credit' && kind !== 'refund') return accept({ kind, cents: null });
  if (cents === null) return refuse('required', { field: 'amount' });
  if (!Number.isSafeInteger(cents) || cents <= 0 || cents > 100_000_000) {
    return refuse('price_out_of_range', { field: 'amount' });
  }
  return accept({ kind, cents });
}
