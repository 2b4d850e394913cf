import { z } from 'zod';
import { TEST_RESULTS, type TestResult } from '../domain/diagnosis/event.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

export const STEP_KINDS = ['test', 'finding', 'access', 'collaboration'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

const stepRow = z
  .object({
    id: z.number(),
    kind: z.enum(STEP_KINDS),
    message_id: z.number().nullable(),
    test_id: z.number().nullable(),
    result: z.enum(TEST_RESULTS).nullable(),
    service_id: z.number().nullable(),
    started_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    recorded_at: z.date(),
    name: z.string(),
    service_name: z.string().nullable(),
    body: z.string(),
    answered_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    /** Null of what a customer tested before its declaration: that is no message of its own. */
    messageId: row.message_id,
    testId: row.test_id,
    result: row.result,
    service: row.service_id === null ? null : { id: row.service_id, name: row.service_name ?? '' },
    startedAt: row.started_at,
    endedAt: row.ended_at,
    recordedAt: row.recorded_at,
    recordedBy: row.name,
    /** The words of its message; of a test, what was tested is their first line. */
    body: row.body,
    /** When the customer first wrote after it. */
    answeredAt: row.answered_at,
  }));
/** What was tested, found, accessed or asked for; its words and evidence are those of a message. */
export type DiagnosisStep = z.output<typeof stepRow>;

export type NewStep = {
  ticketId: number;
  kind: StepKind;
  messageId: number;
  testId?: number | null;
  result?: TestResult;
  serviceId?: number | null;
  startedAt?: Date;
  endedAt?: Date;
  recordedBy: number;
};

/** @returns its id */
export async function insertStep(db: Db, step: NewStep, now: Date): Promise<number> {
  const rows = await db('diagnosis_steps')
    .insert({
      ticket_id: step.ticketId,
      kind: step.kind,
      message_id: step.messageId,
      test_id: step.testId ?? null,
      result: step.result ?? null,
      service_id: step.serviceId ?? null,
      started_at: step.startedAt ?? null,
      ended_at: step.endedAt ?? null,
      recorded_by: step.recordedBy,
      recorded_at: now,
    })
    .returning('id');
  return rows[0].id;
}

/** Every step of a ticket's diagnosis, in the order they were recorded. */
export async function listSteps(db: Db, ticketId: number): Promise<DiagnosisStep[]> {
  const { rows } = await db.raw(
    `select d.id, d.kind, d.test_id, d.result, d.service_id, d.started_at,
            d.ended_at, d.recorded_at, u.name, s.name as service_name,
            case when u.customer_id is null then d.message_id end as message_id,
            case when u.customer_id is null then m.body else r.wording end as body,
            case when d.kind = 'collaboration' then (
              select a.created_at from messages a join users w on w.id = a.author_id
               where a.ticket_id = d.ticket_id and a.id > d.message_id
                 and a.visibility = 'public' and w.customer_id is not null
               order by a.id limit 1) end as answered_at
       from diagnosis_steps d
       join users u on u.id = d.recorded_by
       join messages m on m.id = d.message_id
       left join services s on s.id = d.service_id
       left join recommended_tests r on r.id = d.test_id
      where d.ticket_id = ? order by d.id`,
    [ticketId],
  );
  return decodeRows(stepRow, rows);
}
