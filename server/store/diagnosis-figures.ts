import { z } from 'zod';
import { OUTCOMES } from '../domain/diagnosis/outcome.ts';
import { FATES, TIME_CLASSES } from '../domain/figures/diagnosis.ts';
import type { Months } from '../domain/figures/months.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

const spent = z
  .object({
    month: z.number().nullable(),
    user_id: z.number().nullable(),
    agent: z.string().nullable(),
    class: z.enum(TIME_CLASSES),
    seconds: z.number(),
  })
  .transform(({ month, user_id, agent, class: of, seconds }) => ({
    month: month === null ? null : month - 1,
    userId: user_id,
    agent,
    of,
    seconds,
  }));
/** Time of one class: of a month (from 0), or of somebody over the whole period. */
export type Spent = z.output<typeof spent>;

/**
 * The time recorded in a period, in seconds, by month and by whose it is, each parted by what it
 * came to. An entry belongs to the month it began in; one that a correction replaced is not
 * counted. A ticket merged into another has that one's outcome.
 *
 * Here and below, joins are made row by row (`limit 1`): else whole tables would be read for the
 * few months of them that are asked for.
 */
export async function sumTime(db: Db, period: Months): Promise<Spent[]> {
  const { rows } = await db.raw(
    `select g.month, g.user_id, u.name as agent, g.class, g.seconds
       from (
         select s.month, s.user_id, s.class, sum(s.seconds) as seconds
           from (
             select width_bucket(e.started_at, :starts::timestamptz[]) as month, e.user_id,
                    e.seconds, coalesce(v.outcome, case when t.kind = 'incident'
                      then 'not_concluded' else 'other_kinds' end) as class
               from time_entries e
              cross join lateral (
                select id, kind, merged_into_id from tickets where id = e.ticket_id limit 1
              ) t
               left join lateral (
                 select outcome from verdicts
                  where ticket_id = coalesce(t.merged_into_id, t.id) order by id desc limit 1
               ) v on true
              where e.superseded_by_id is null and e.started_at >= :from and e.started_at < :to
           ) s
          group by grouping sets ((s.month, s.class), (s.user_id, s.class))
       ) g
       left join lateral (select name from users where id = g.user_id limit 1) u on true
      where g.seconds > 0`,
    limits(period) as never,
  );
  return decodeRows(spent, rows);
}

const served = z
  .object({
    service_id: z.number().nullable(),
    service: z.string().nullable(),
    customer_id: z.number().nullable(),
    customer: z.string().nullable(),
    seconds: z.number(),
  })
  .transform(({ service_id, customer_id, ...row }) => ({
    ...row,
    serviceId: service_id,
    customerId: customer_id,
  }));
/** The time spent on a service; on tickets that name none where it is null. */
export type Served = z.output<typeof served>;

/**
 * The services that took most of a period's time, in seconds, the first the one that took most.
 *
 * @param limit how many at most; null for all
 */
export async function sumTimeOfServices(
  db: Db,
  period: Months,
  limit: number | null,
): Promise<Served[]> {
  const { from, to } = period;
  const { rows } = await db.raw(
    `select g.service_id, s.name as service, s.customer_id, c.name as customer, g.seconds
       from (
         select t.service_id, sum(e.seconds) as seconds
           from time_entries e
          cross join lateral (select service_id from tickets where id = e.ticket_id limit 1) t
          where e.superseded_by_id is null and e.started_at >= :from and e.started_at < :to
          group by t.service_id
         having sum(e.seconds) > 0
          order by seconds desc, t.service_id limit :limit
       ) g
       left join services s on s.id = g.service_id
       left join customers c on c.id = s.customer_id
      order by g.seconds desc, g.service_id`,
    { from, to, limit } as never,
  );
  return decodeRows(served, rows);
}

const pronounced = z
  .object({ month: z.number(), outcome: z.enum(OUTCOMES), count: z.number() })
  .transform(({ month, ...row }) => ({ ...row, month: month - 1 }));
/** How many verdicts of an outcome a month brought; `month` from 0. */
export type Pronounced = z.output<typeof pronounced>;

/** The verdicts of a period by month and outcome; one that was changed counts as its successor. */
export async function countVerdicts(db: Db, period: Months): Promise<Pronounced[]> {
  const { rows } = await db.raw(
    `select width_bucket(v.pronounced_at, :starts::timestamptz[]) as month, v.outcome,
            count(*) as count
       from verdicts v
       left join lateral (select id from verdicts where replaces_id = v.id limit 1) n on true
      where v.pronounced_at >= :from and v.pronounced_at < :to and n.id is null
      group by 1, 2`,
    limits(period) as never,
  );
  return decodeRows(pronounced, rows);
}

const charged = z
  .object({
    month: z.number(),
    fate: z.enum(FATES),
    disputed: z.boolean(),
    lines: z.number(),
    net: z.number(),
    vat: z.number(),
    gross: z.number(),
  })
  .transform(({ month, ...row }) => ({ ...row, month: month - 1 }));
/** What became of the charges of a month, in cents; `month` from 0. */
export type Charged = z.output<typeof charged>;

/**
 * The charges that a period's verdicts drafted, by month, by what became of them since and by
 * whether they were ever disputed. A line that takes another back is told by the one it takes back.
 */
export async function sumCharges(db: Db, period: Months): Promise<Charged[]> {
  const { rows } = await db.raw(
    `select width_bucket(c.drafted_at, :starts::timestamptz[]) as month,
            case when r.id is not null or c.state = 'void' then 'reversed'
                 when c.state in ('exported', 'invoiced', 'disputed', 'settled') then 'billed'
                 else c.state end as fate,
            d.id is not null as disputed, count(*) as lines,
            sum(c.net_cents)::bigint as net, sum(c.vat_cents)::bigint as vat,
            sum(c.gross_cents)::bigint as gross
       from charges c
       left join lateral (select id from charges where reverses_id = c.id limit 1) r on true
       left join lateral (select id from disputes where charge_id = c.id limit 1) d on true
      where c.drafted_at >= :from and c.drafted_at < :to and c.reverses_id is null
      group by 1, 2, 3`,
    limits(period) as never,
  );
  return decodeRows(charged, rows);
}

function limits({ months, from, to }: Months) {
  return { starts: months.map((month) => month.from), from, to };
}
