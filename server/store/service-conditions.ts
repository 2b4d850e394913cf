import type { Targets } from '../domain/plan/plan.ts';
import type { Db } from './connect.ts';
import { targetsValue } from './plans.ts';

/** The version of a service's particular conditions that was in force at an instant, if any. */
export async function conditionsInForce(
  db: Db,
  serviceId: number | null,
  at: Date,
): Promise<number | null> {
  if (serviceId === null) return null;
  const row = await db('service_conditions')
    .where({ service_id: serviceId })
    .where('created_at', '<=', at)
    .orderBy('version', 'desc')
    .first('id');
  return row?.id ?? null;
}

/** What a version of particular conditions promises; null where it says that there are none. */
export async function findConditions(db: Db, id: number): Promise<Targets | null> {
  const row = await db('service_conditions').where({ id }).first('targets');
  return targetsValue.nullable().parse(row?.targets ?? null);
}

/** Adds the next version, where it says something else than the newest. */
export async function insertConditions(
  db: Db,
  serviceId: number,
  targets: Targets | null,
  now: Date,
): Promise<void> {
  await db.raw(
    `insert into service_conditions (service_id, version, targets, created_at)
     select :serviceId, coalesce(newest.version, 0) + 1, :targets::jsonb, :now
       from (select 1) one
       left join lateral (select version, targets from service_conditions
                           where service_id = :serviceId order by version desc limit 1) newest
         on true
      where newest.targets is distinct from :targets::jsonb`,
    { serviceId, targets: targets === null ? null : JSON.stringify(targets), now } as never,
  );
}
