import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const testRow = z
  .object({
    id: z.number(),
    service_id: z.number().nullable(),
    position: z.number(),
    wording: z.string(),
    retired_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    /** Null where it is recommended for every service. */
    serviceId: row.service_id,
    position: row.position,
    wording: row.wording,
    retiredAt: row.retired_at,
  }));
/** A test that is recommended before and during a diagnosis (4.3, I4); its wording never changes. */
export type RecommendedTest = z.output<typeof testRow>;

/** Tests of one service, and those for all, in their order; those for all first. */
export async function listTestsFor(db: Db, serviceId: number | null): Promise<RecommendedTest[]> {
  const rows = await db('recommended_tests')
    .whereNull('retired_at')
    .where((where) => {
      where.whereNull('service_id');
      if (serviceId !== null) where.orWhere('service_id', serviceId);
    })
    .orderByRaw('service_id is not null, position, id');
  return decodeRows(testRow, rows);
}

/** What a customer is recommended to try, whichever of its services is concerned (I4). */
export async function listTestsForCustomer(db: Db, customerId: number): Promise<RecommendedTest[]> {
  const rows = await db('recommended_tests')
    .whereNull('retired_at')
    .where((where) =>
      where
        .whereNull('service_id')
        // an array is looked up in the index, where a subquery would read every list
        .orWhereRaw('service_id = any(array(select id from services where customer_id = ?))', [
          customerId,
        ]),
    )
    .orderByRaw('service_id nulls first, position, id');
  return decodeRows(testRow, rows);
}

/** The tests of one list alone: a service's own, or those for all. */
export async function listTestsOf(db: Db, serviceId: number | null): Promise<RecommendedTest[]> {
  const query = db('recommended_tests').whereNull('retired_at').orderBy(['position', 'id']);
  if (serviceId === null) query.whereNull('service_id');
  else query.where('service_id', serviceId);
  return decodeRows(testRow, await query);
}

export async function findTest(db: Db, id: number): Promise<RecommendedTest | null> {
  return decodeFirst(testRow, await db('recommended_tests').where({ id }).limit(1));
}

/** Adds a test at the end of its list. */
export async function insertTest(
  db: Db,
  { serviceId, wording }: { serviceId: number | null; wording: string },
  now: Date,
): Promise<number> {
  const { rows } = await db.raw(
    `insert into recommended_tests (service_id, position, wording, created_at)
     select :serviceId::bigint, coalesce(max(position), 0) + 1, :wording, :now
       from recommended_tests where service_id is not distinct from :serviceId::bigint
     returning id`,
    { serviceId, wording, now },
  );
  return rows[0].id;
}

/** Puts the tests of a list in this order. */
export async function orderTests(db: Db, ids: readonly number[]): Promise<void> {
  await db.raw(
    `update recommended_tests t set position = o.position
       from unnest(?::bigint[]) with ordinality as o (id, position) where t.id = o.id`,
    [ids as never],
  );
}

/** Takes a test off its list; what was recorded with it keeps it. @returns false where it was off */
export async function retireTest(db: Db, id: number, now: Date): Promise<boolean> {
  const changed = await db('recommended_tests')
    .where({ id })
    .whereNull('retired_at')
    .update({ retired_at: now });
  return changed === 1;
}

/** Services that have tests of their own, by customer and name. */
export async function listServicesWithTests(
  db: Db,
  { limit, after }: { limit: number; after: number },
): Promise<{ id: number; name: string; customer: string; tests: number }[]> {
  return db('recommended_tests as t')
    .join('services as s', 's.id', 't.service_id')
    .join('customers as k', 'k.id', 's.customer_id')
    .whereNull('t.retired_at')
    .where('s.id', '>', after)
    .groupBy('s.id', 's.name', 'k.name')
    .orderBy('s.id')
    .limit(limit)
    .select('s.id', 's.name', 'k.name as customer', db.raw('count(*)::integer as tests'));
}
