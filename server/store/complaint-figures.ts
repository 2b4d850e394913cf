import { z } from 'zod';
import { CAUSES } from '../domain/complaint/cause.ts';
import { ANSWER_OUTCOMES, REDRESS_KINDS } from '../domain/complaint/event.ts';
import {
  COMPLAINT_AGES,
  type ComplaintAge,
  complaintAgeEdges,
  firstDaysOf,
} from '../domain/figures/complaints.ts';
import type { Months } from '../domain/figures/months.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const level = z.literal([1, 2, 3]);
/** Months go from 0 on. */
const month = z.number().transform((bucket) => bucket - 1);

const received = z.object({
  month,
  level,
  cause: z.enum(CAUSES).nullable(),
  outcome: z.enum(ANSWER_OUTCOMES).nullable(),
  count: z.number(),
});
/** How many complaints of a month went how far, about what, and what they were answered. */
export type Received = z.output<typeof received>;

/**
 * The complaints received in a period by month, by the level they reached, by cause, and by the
 * last answer that counts: one whose mail came back is none (P5).
 *
 * Here and below, joins are made complaint by complaint (`limit`): else whole tables would be read
 * for the few months of them that are asked for.
 */
export async function countReceived(db: Db, period: Months): Promise<Received[]> {
  const { rows } = await db.raw(
    `select width_bucket(c.received_on, :starts::date[]) as month, c.level, c.cause, a.outcome,
            count(*) as count
       from complaints c
       left join lateral (
         select outcome from complaint_answers
          where ticket_id = c.ticket_id and voided_at is null and given_at is not null
          order by id desc limit 1
       ) a on true
      where c.received_on >= :from::date and c.received_on < :to::date
      group by 1, 2, 3, 4`,
    firstDaysOf(period) as never,
  );
  return decodeRows(received, rows);
}

const answered = z.object({
  month,
  level: z.literal([1, 2]),
  in_time: z.number(),
  late: z.number(),
  pending: z.number(),
});
/** How a level kept its last day on the complaints that a month brought. */
export type Answered = z.output<typeof answered>;

/**
 * Whether each level that was asked was answered by its last day, by the month that the complaint
 * was received in. What is owed without being late yet stands apart.
 */
export async function countAnswered(db: Db, period: Months, now: Date): Promise<Answered[]> {
  const { rows } = await db.raw(
    `select width_bucket(c.received_on, :starts::date[]) as month, d.level,
            count(*) filter (where d.met_at < d.due_at) as in_time,
            count(*) filter (where coalesce(d.met_at, :now::timestamptz) >= d.due_at) as late,
            count(*) filter (where d.met_at is null and d.due_at > :now::timestamptz) as pending
       from complaints c
      cross join lateral (
        select case name when 'complaint_level_1' then 1 else 2 end as level, due_at, met_at
          from deadlines
         where ticket_id = c.ticket_id and name in ('complaint_level_1', 'complaint_level_2')
         limit 2
      ) d
      where c.received_on >= :from::date and c.received_on < :to::date
      group by 1, 2`,
    { ...firstDaysOf(period), now } as never,
  );
  return decodeRows(answered, rows);
}

const redressed = z.object({
  month,
  kind: z.enum(REDRESS_KINDS).exclude(['none']),
  answers: z.number(),
  cents: z.number(),
});
/** Redress of one kind; cents are 0 where it is no money. */
export type Redressed = z.output<typeof redressed>;

/** What the answers that count gave, by the month that their complaint was received in. */
export async function sumRedress(db: Db, period: Months): Promise<Redressed[]> {
  const { rows } = await db.raw(
    `select width_bucket(c.received_on, :starts::date[]) as month, a.redress_kind as kind,
            count(*) as answers, coalesce(sum(a.redress_cents), 0)::bigint as cents
       from complaints c
      cross join lateral (
        -- one of each level at most
        select redress_kind, redress_cents from complaint_answers
         where ticket_id = c.ticket_id and voided_at is null and given_at is not null limit 2
      ) a
      where c.received_on >= :from::date and c.received_on < :to::date
        and a.redress_kind <> 'none'
      group by 1, 2`,
    firstDaysOf(period) as never,
  );
  return decodeRows(redressed, rows);
}

const waiting = z.object({ age: z.number(), level, count: z.number() });
/** How many complaints of an age wait for an answer, or for the mediator. */
export type WaitingComplaints = { age: ComplaintAge; level: 1 | 2 | 3; count: number };

/** The complaints on which something is still to come, by level and days since their receipt. */
export async function countWaiting(
  db: Db,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<WaitingComplaints[]> {
  const edges = complaintAgeEdges(now, timeZone);
  const { rows } = await db.raw(
    `select width_bucket(received_on, :edges::date[]) as age, level, count(*) as count
       from (
         select received_on, level from complaints where owed_at is not null and level < 3
         union all
         select received_on, level from complaints where ended_at is null and level = 3
       ) c
      group by 1, 2`,
    { edges } as never,
  );
  return decodeRows(waiting, rows).map(({ age, ...row }) => ({
    ...row,
    // the edges go from the oldest on
    age: (COMPLAINT_AGES[edges.length - age] as (typeof COMPLAINT_AGES)[number]).name,
  }));
}
