import { z } from 'zod';
import { AGES, type AgeName, ageEdges } from '../domain/figures/age.ts';
import type { Period } from '../domain/figures/period.ts';
import { TARGET_NAMES } from '../domain/sla/target.ts';
import { UNFINISHED } from '../domain/ticket/status.ts';
import { REGIMES, type Regime } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

/** What a ticket's kind is handled as (4.1). */
const REGIME = `case when kind = 'incident' then kind else 'information_request' end`;

const kept = z
  .object({
    plan_id: z.number(),
    plan: z.string(),
    kind: z.enum(REGIMES),
    week: z.number(),
    target: z.enum(TARGET_NAMES),
    met: z.number(),
    breached: z.number(),
  })
  .transform(({ plan_id, week, ...row }) => ({ ...row, planId: plan_id, week: week - 1 }));
/** How often a target was met and missed on the tickets that a week brought; `week` from 0. */
export type Kept = z.output<typeof kept>;

/**
 * What became of the commitments on the tickets received in a period, by plan, kind, week and
 * target; what still runs counts for neither, nor does a ticket merged into another. The update
 * clock starts again at each reply: it is missed where any of its runs was.
 *
 * The join is made ticket by ticket (`offset 0`): else the whole table of deadlines would be read
 * for the few weeks of it that are asked for.
 */
export async function countKept(db: Db, period: Period): Promise<Kept[]> {
  const { rows } = await db.raw(
    `with received as materialized (
       select id, ${REGIME} as kind, plan_version_id, width_bucket(received_at, :starts::timestamptz[]) as week
         from tickets
        where received_at >= :from and received_at < :to and merged_into_id is null
     ), missed as materialized (
       select distinct ticket_id from events
        where type = 'commitment_breached' and at >= :from
          and canonical::jsonb #>> '{data,target}' = 'next_update'
     ), judged as (
       select r.kind, r.week, r.plan_version_id, d.name,
              d.state = 'breached' or (d.name = 'next_update' and m.ticket_id is not null) as late,
              d.state = 'met' as met
         from received r
        cross join lateral (
          select name, state from deadlines
           where ticket_id = r.id and target_minutes is not null offset 0) d
         left join missed m on m.ticket_id = r.id
     )
     select v.plan_id, p.name as plan, j.kind, j.week, j.name as target,
            count(*) filter (where j.met and not j.late) as met,
            count(*) filter (where j.late) as breached
       from judged j
       join plan_versions v on v.id = j.plan_version_id
       join support_plans p on p.id = v.plan_id
      where j.name = any(:targets)
      group by v.plan_id, p.name, j.kind, j.week, j.name
      order by p.name, v.plan_id, j.kind, j.week, array_position(:targets::text[], j.name)`,
    { ...limits(period), targets: TARGET_NAMES } as never,
  );
  return decodeRows(kept, rows);
}

const measured = z
  .object({
    kind: z.enum(REGIMES),
    week: z.number(),
    answered: z.number(),
    spread: z.tuple([z.number(), z.number()]),
  })
  .transform(({ kind, week, answered, spread: [median, ninth] }) => ({
    kind,
    week: week - 1,
    answered,
    medianMs: median,
    ninthMs: ninth,
  }));
/** How long first responses took that nothing promised a time for; `week` from 0. */
export type Measured = z.output<typeof measured>;

/** First responses under base support to what a period brought, by kind and week (H3). */
export async function measureResponses(db: Db, period: Period): Promise<Measured[]> {
  const { rows } = await db.raw(
    `select kind, width_bucket(received_at, :starts::timestamptz[]) as week, count(*) as answered,
            percentile_cont(array[0.5, 0.9]) within group (order by elapsed_ms) as spread
       from measured_responses where received_at >= :from and received_at < :to
      group by kind, week order by kind, week`,
    limits(period) as never,
  );
  return decodeRows(measured, rows);
}

function limits({ weeks, from, to }: Period) {
  return { starts: weeks.map((week) => week.from), from, to };
}

export type Backlog = { age: AgeName; kind: Regime; count: number };

/** The tickets that are not finished, by how long ago they were received. */
export async function countBacklog(db: Db, now: Date): Promise<Backlog[]> {
  const edges = ageEdges(now);
  const { rows } = await db.raw(
    `select ${REGIME} as regime, width_bucket(received_at, :edges::timestamptz[]) as age, count(*) as count
       from tickets where status in (${UNFINISHED.map((status) => `'${status}'`).join(', ')})
      group by regime, age`,
    { edges } as never,
  );
  return rows.map(({ regime, age, count }: { regime: Regime; age: number; count: number }) => ({
    kind: regime,
    count,
    // the edges go from the oldest on
    age: (AGES[edges.length - age] as (typeof AGES)[number]).name,
  }));
}

const ahead = z
  .object({
    number: z.string(),
    subject: z.string(),
    kind: z.enum(REGIMES),
    customer: z.string(),
    assignee: z.string().nullable(),
    target: z.enum(TARGET_NAMES),
    due_at: z.date(),
  })
  .transform(({ due_at, ...row }) => ({ ...row, dueAt: due_at }));
/** A commitment that is missed unless something is done. */
export type Ahead = z.output<typeof ahead>;

/** The commitments that run out between two instants, the first to do so first. */
export async function listAhead(
  db: Db,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<Ahead[]> {
  const rows = await db('deadlines as d')
    .join('tickets as t', 't.id', 'd.ticket_id')
    .join('customers as c', 'c.id', 't.customer_id')
    .leftJoin('users as a', 'a.id', 't.assignee_id')
    .where('d.state', 'running')
    .whereNotNull('d.target_minutes')
    .whereBetween('d.due_at', [from, to])
    .whereIn('d.name', TARGET_NAMES)
    .orderBy(['d.due_at', 'd.id'])
    .limit(limit)
    .select(
      't.number',
      't.subject',
      db.raw(`${REGIME} as kind`),
      'c.name as customer',
      'a.name as assignee',
      'd.name as target',
      'd.due_at',
    );
  return decodeRows(ahead, rows);
}
