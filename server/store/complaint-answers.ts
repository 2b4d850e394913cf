import { z } from 'zod';
import {
  ANSWER_OUTCOMES,
  type AnsweringLevel,
  type AnswerOutcome,
  REDRESS_KINDS,
  type RedressKind,
} from '../domain/complaint/event.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const answerRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    level: z.literal([1, 2]),
    outcome: z.enum(ANSWER_OUTCOMES),
    redress_kind: z.enum(REDRESS_KINDS),
    redress_cents: z.number().nullable(),
    message_id: z.number(),
    outbound_email_id: z.number(),
    document_id: z.number(),
    answered_at: z.date(),
    given_at: z.date().nullable(),
    voided_at: z.date().nullable(),
    body: z.string(),
    author: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    level: row.level,
    outcome: row.outcome,
    redress: { kind: row.redress_kind, cents: row.redress_cents },
    messageId: row.message_id,
    outboundEmailId: row.outbound_email_id,
    documentId: row.document_id,
    answeredAt: row.answered_at,
    givenAt: row.given_at,
    voidedAt: row.voided_at,
    body: row.body,
    author: row.author,
  }));
/** A formal answer of the provider's, with its words. */
export type ComplaintAnswer = z.output<typeof answerRow>;

export async function nextAnswerId(db: Db): Promise<number> {
  const { rows } = await db.raw(
    `select nextval(pg_get_serial_sequence('complaint_answers', 'id')) as id`,
  );
  return rows[0].id;
}

export async function insertAnswer(
  db: Db,
  answer: {
    id: number;
    ticketId: number;
    level: AnsweringLevel;
    outcome: AnswerOutcome;
    redress: { kind: RedressKind; cents: number | null };
    messageId: number;
    outboundEmailId: number;
    documentId: number;
    answeredBy: number;
  },
  now: Date,
): Promise<void> {
  await db('complaint_answers').insert({
    id: answer.id,
    ticket_id: answer.ticketId,
    level: answer.level,
    outcome: answer.outcome,
    redress_kind: answer.redress.kind,
    redress_cents: answer.redress.cents,
    message_id: answer.messageId,
    outbound_email_id: answer.outboundEmailId,
    document_id: answer.documentId,
    answered_by: answer.answeredBy,
    answered_at: now,
  });
}

/** Everything that the provider answered to a complaint, the oldest first. */
export async function listAnswers(db: Db, ticketId: number): Promise<ComplaintAnswer[]> {
  const rows = await db('complaint_answers as a')
    .join('messages as m', 'm.id', 'a.message_id')
    .join('users as u', 'u.id', 'a.answered_by')
    .where('a.ticket_id', ticketId)
    .orderBy('a.id')
    .select('a.*', 'm.body', 'u.name as author');
  return decodeRows(answerRow, rows);
}

const answerOfMessageRow = z
  .object({
    message_id: z.number(),
    level: z.literal([1, 2]),
    outcome: z.enum(ANSWER_OUTCOMES),
    redress_kind: z.enum(REDRESS_KINDS),
    redress_cents: z.number().nullable(),
    voided_at: z.date().nullable(),
    document_id: z.number(),
    document_name: z.string(),
    document_size: z.number(),
  })
  .transform((row) => ({
    messageId: row.message_id,
    level: row.level,
    outcome: row.outcome,
    redress: { kind: row.redress_kind, cents: row.redress_cents },
    voided: row.voided_at !== null,
    pdf: { id: row.document_id, name: row.document_name, size: row.document_size },
  }));
/** That a message is a formal answer, with what its letter is downloaded by. */
export type AnswerOfMessage = z.output<typeof answerOfMessageRow>;

/** Which of these messages are formal answers; nothing is asked where no ticket is a complaint. */
export async function listAnswersOfMessages(
  db: Db,
  tickets: readonly { readonly id: number; readonly kind: TicketKind }[],
  messageIds: readonly number[],
): Promise<Map<number, AnswerOfMessage>> {
  const ids = tickets.flatMap(({ id, kind }) => (kind === 'complaint' ? [id] : []));
  if (ids.length === 0 || messageIds.length === 0) return new Map();
  const rows = await db('complaint_answers as a')
    .join('documents as d', 'd.id', 'a.document_id')
    .whereIn('a.ticket_id', ids)
    .whereIn('a.message_id', [...messageIds])
    .select('a.*', 'd.name as document_name', 'd.size as document_size');
  return new Map(decodeRows(answerOfMessageRow, rows).map((row) => [row.messageId, row]));
}

/** The answer that a mail of ours carries, where it carries one that still stands. */
export async function findAnswerByMail(db: Db, outboundEmailId: number): Promise<number | null> {
  const row = await db('complaint_answers')
    .where({ outbound_email_id: outboundEmailId })
    .whereNull('voided_at')
    .first('id');
  return row?.id ?? null;
}

/** Whether a mail of ours carries an answer that is void (P5). */
export async function isVoidedAnswer(db: Db, outboundEmailId: number): Promise<boolean> {
  const row = await db('complaint_answers')
    .where({ outbound_email_id: outboundEmailId })
    .whereNotNull('voided_at')
    .first('id');
  return row !== undefined;
}

export async function markAnswerGiven(db: Db, id: number, now: Date): Promise<void> {
  await db('complaint_answers').where({ id }).whereNull('given_at').update({ given_at: now });
}

/** A voided answer was never given. */
export async function markAnswerVoided(db: Db, id: number, now: Date): Promise<void> {
  await db('complaint_answers').where({ id }).update({ given_at: null, voided_at: now });
}
