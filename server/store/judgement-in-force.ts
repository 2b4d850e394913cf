import { z } from 'zod';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const judgedRow = z.object({
  plan_version: z.number(),
  incident_calendar: z.number(),
  information_calendar: z.number(),
  conditions: z.number().nullable(),
});

/**
 * The versions in force at an instant for a service, else for its customer, else base support:
 * what opening a ticket would take then. Null where the provider has no plan.
 */
export async function judgementInForce(
  db: Db,
  { customerId, serviceId }: { customerId: number; serviceId: number | null },
  at: Date,
): Promise<JudgedBy | null> {
  const { rows } = await db.raw(
    `with plan as (
       select coalesce(
         (select plan_id from services where id = :service),
         (select plan_id from customers where id = :customer),
         (select id from support_plans where base)) as id
     ), judged as (
       select v.id, v.definition -> 'calendars' as calendars from plan_versions v, plan
        where v.plan_id = plan.id and v.effective_from <= :at
        order by v.effective_from desc, v.id desc limit 1
     )
     select id as plan_version,
            (select max(id) from calendar_versions
              where calendar_id = (calendars ->> 'incident')::bigint) as incident_calendar,
            (select max(id) from calendar_versions
              where calendar_id = (calendars ->> 'information_request')::bigint)
              as information_calendar,
            (select id from service_conditions where service_id = :service and created_at <= :at
              order by version desc limit 1) as conditions
       from judged`,
    { service: serviceId, customer: customerId, at } as never,
  );
  return decodeFirst(judgedRow, rows);
}
