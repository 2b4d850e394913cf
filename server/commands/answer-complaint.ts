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
import { loadComplaintBodies } from '../store/settings.ts';
import { writeAnswerDocument } from './answer-document.ts';
import type { Command } from './command.ts';
import { escalationUrl } from './complaint-links.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdAsOfficer } from './held-complaint.ts';
import { ticketUrl } from './post-letter.ts';
import { writeReply } from './staff-reply.ts';

export type AnswerInput = {
  number: string;
  outcome: AnswerOutcome;
  /** What the customer is told. */
  reasons: string;
  /** Cents where it is money; null where nothing was typed, NaN where no amount. */
  redress: { kind: RedressKind; cents: number | null };
};

/**
 * A formal answer (P1, P2): on the portal at once, by mail, and as a letter in PDF. It counts once
 * its mail is accepted (P5), which `recordDelivery` puts on record.
 */
export const answerComplaint: Command<AnswerInput, { answerId: number }> = async (
  context,
  input,
) => {
  const { tx, house, now } = context;
  const held = await holdAsOfficer(context, input.number);
  if (!held.ok) return held;
  const { ticket, path, staff, level, provider } = held.value;
  const stage = mayAnswer(path, level);
  if (!stage.ok) return stage;
  const given = readAnswer(input);
  if (!given.ok) return given;
  const { outcome, redress, body } = given.value;

  const [answerId, bodies, reply] = await Promise.all([
    nextAnswerId(tx),
    loadComplaintBodies(tx),
    writeReply(context, ticket, { authorId: staff.id, body }),
  ]);
  const documentId = await writeAnswerDocument(context, held.value, {
    to: reply.to,
    stage: stage.value,
    bodies,
    ...given.value,
  });
  const answer = { answer: answerId, level, outcome, redress, document: documentId };
  const { messageId, letterId } = reply;
  const events: TicketEventData[] = [
    reply.event,
    {
      type: 'complaint_answered',
      data: { ...answer, message: messageId, outbound_email: letterId },
    },
  ];
  if (ticket.status !== 'resolved') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'resolved' } });
  }
  const of = {
    id: answerId,
    ticketId: ticket.id,
    messageId,
    outboundEmailId: letterId,
    documentId,
  };
  await insertAnswer(tx, { ...of, level, outcome, redress, answeredBy: staff.id }, now);
  const after = await continueComplaint(context, held.value, events);
  const letter = complaintAnswerLetter(reply.to, {
    number: ticket.number,
    level,
    path: after.path,
    provider,
    bodies,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    answer: {
      outcome,
      redress,
      body,
      authorName: staff.name,
      nextUrl: escalationUrl(house, ticket.number, now),
    },
  });
  await reply.post(letter, after.ticket, [documentId]);
  return accept({ answerId });
};

function readAnswer({ outcome, reasons: typed, redress }: AnswerInput) {
  if (!ANSWER_OUTCOMES.includes(outcome)) return refuse('invalid_choice', { field: 'outcome' });
  const reasons = readField('reasons', typed, { max: 20_000 });
  if (!reasons.ok) return reasons;
  const granted = readRedress(redress);
  if (!granted.ok) return granted;
  return accept({ outcome, body: reasons.value, redress: granted.value });
}

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
