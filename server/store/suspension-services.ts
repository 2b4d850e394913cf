import type { Db } from './connect.ts';
import { escapeLike } from './customers.ts';

/** A service with whose it is. */
export type ListedService = { id: number; name: string; customerId: number; customer: string };

/** Services that have not ended, of the customers whose name begins so, by customer and name. */
export async function searchServices(
  db: Db,
  { search, limit }: { search: string; limit: number },
): Promise<ListedService[]> {
  const rows = await listed(db)
    .whereRaw(`lower(c.name) collate "C" like ?`, [`${escapeLike(search.toLowerCase())}%`])
    .orderByRaw(`lower(c.name) collate "C", c.id, v.id`)
    .limit(limit);
  return rows;
}

/** These of the services that have not ended. */
export async function listServicesByIds(db: Db, ids: readonly number[]): Promise<ListedService[]> {
  if (ids.length === 0) return [];
  return listed(db).whereIn('v.id', ids).orderByRaw(`lower(c.name) collate "C", c.id, v.id`);
}

/** Every service that has not ended. */
export async function listServiceIds(db: Db): Promise<number[]> {
  return db('services').whereNull('ended_at').orderBy('id').pluck('id');
}

/** The services that a window suspends, ended ones included, and how many they are. */
export async function listSuspendedServices(
  db: Db,
  suspensionId: number,
  limit: number,
): Promise<{ shown: ListedService[]; count: number }> {
  const concerned = db('suspension_services').where({ suspension_id: suspensionId });
  const [shown, [counted]] = await Promise.all([
    columns(db('services as v').join('customers as c', 'c.id', 'v.customer_id'))
      .whereIn('v.id', concerned.clone().select('service_id'))
      .orderByRaw(`lower(c.name) collate "C", c.id, v.id`)
      .limit(limit),
    concerned.clone().count('* as count'),
  ]);
  return { shown, count: Number(counted?.count ?? 0) };
}

/** How many services each of these windows suspends. */
export async function countSuspendedServices(
  db: Db,
  suspensionIds: readonly number[],
): Promise<Map<number, number>> {
  if (suspensionIds.length === 0) return new Map();
  const rows = await db('suspension_services')
    .whereIn('suspension_id', suspensionIds)
    .groupBy('suspension_id')
    .select('suspension_id')
    .count('* as count');
  return new Map(rows.map((row) => [Number(row.suspension_id), Number(row.count)]));
}

function listed(db: Db) {
  return columns(
    db('services as v').join('customers as c', 'c.id', 'v.customer_id').whereNull('v.ended_at'),
  );
}

function columns<Query extends ReturnType<Db['queryBuilder']>>(query: Query) {
  return query.select('v.id', 'v.name', 'v.customer_id as customerId', 'c.name as customer');
}
