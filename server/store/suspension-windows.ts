import { z } from 'zod';
import { CAUSES, type Cause, type WindowFacts } from '../domain/suspension/window.ts';
import type { Db } from './connect.ts';
import { type Cursor, type Page, toPage } from './page.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const windowRow = z
  .object({
    id: z.number(),
    cause: z.enum(CAUSES),
    title: z.string(),
    details: z.string(),
    starts_at: z.date(),
    ends_at: z.date().nullable(),
    expected_end_at: z.date().nullable(),
    published_at: z.date(),
    published_by: z.number(),
    cancelled_at: z.date().nullable(),
    termination_told_at: z.date().nullable(),
    sequence: z.number(),
    changed_at: z.date(),
    recompute_after: z.number().nullable(),
    recompute_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    cause: row.cause,
    title: row.title,
    details: row.details,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    expectedEndAt: row.expected_end_at,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    cancelledAt: row.cancelled_at,
    terminationToldAt: row.termination_told_at,
    sequence: row.sequence,
    changedAt: row.changed_at,
    recomputeAfter: row.recompute_after,
    recomputeAt: row.recompute_at,
  }));
/** A suspension with all that is kept of it. */
export type Window = z.output<typeof windowRow>;

/** @returns its id */
export async function insertWindow(
  db: Db,
  window: WindowFacts & { cause: Cause; publishedBy: number },
  serviceIds: readonly number[],
  now: Date,
): Promise<number> {
  const [row] = await db('suspensions')
    .insert({
      cause: window.cause,
      ...columns(window),
      published_at: now,
      published_by: window.publishedBy,
      changed_at: now,
    })
    .returning('id');
  const rows = serviceIds.map((id) => ({ suspension_id: row.id, service_id: id }));
  await db.batchInsert('suspension_services', rows, 1000);
  return row.id;
}

/** Writes a window as it now is, and that all which was told of it is one step old. */
export async function updateWindow(
  db: Db,
  id: number,
  change: WindowFacts & { cancelledAt: Date | null },
  now: Date,
): Promise<void> {
  await db('suspensions')
    .where({ id })
    .update({
      ...columns(change),
      cancelled_at: change.cancelledAt,
      changed_at: now,
      sequence: db.raw('sequence + 1'),
    });
}

function columns(facts: WindowFacts) {
  return {
    title: facts.title,
    details: facts.details,
    starts_at: facts.startsAt,
    ends_at: facts.endsAt,
    expected_end_at: facts.expectedEndAt,
  };
}

export async function findWindow(db: Db, id: number): Promise<Window | null> {
  return decodeFirst(windowRow, await db('suspensions').where({ id }).limit(1));
}

/** Holds a window until the transaction ends. */
export async function lockWindow(db: Db, id: number): Promise<Window | null> {
  return decodeFirst(windowRow, await db('suspensions').where({ id }).forUpdate().limit(1));
}

/** Those that are under way, the first begun first. */
export async function listCurrentWindows(db: Db, now: Date, limit: number): Promise<Window[]> {
  const rows = await db('suspensions')
    .whereNull('cancelled_at')
    .where((open) => open.whereNull('ends_at').orWhere('ends_at', '>', now))
    .where('starts_at', '<=', now)
    .orderBy(['starts_at', 'id'])
    .limit(limit);
  return decodeRows(windowRow, rows);
}

/** Those to come, the next one first. */
export async function listComingWindows(db: Db, now: Date, limit: number): Promise<Window[]> {
  const rows = await db('suspensions')
    .whereNull('cancelled_at')
    .where('starts_at', '>', now)
    .orderBy(['starts_at', 'id'])
    .limit(limit);
  return decodeRows(windowRow, rows);
}

/** Those that are over or were cancelled, the latest first. */
export async function pageOfPastWindows(
  db: Db,
  { now, size, before }: { now: Date; size: number; before: Cursor | null },
): Promise<Page<Window>> {
  const query = db('suspensions')
    .where((over) => over.whereNotNull('cancelled_at').orWhere('ends_at', '<=', now))
    .orderBy([
      { column: 'starts_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(size + 1);
  if (before) query.whereRaw('(starts_at, id) < (?, ?)', [before.at, before.id]);
  const rows = decodeRows(windowRow, await query);
  return toPage(rows, size, ({ startsAt, id }) => ({ at: startsAt, id }));
}

const ownWindow = z.object({ services: z.array(z.string()) });
/** A window as one customer may see it: with its own services, and no other's. */
export type OwnWindow = Window & { services: string[] };

/**
 * The windows of a customer's services that were not over at `since`, the first begun first. What
 * only concerns others is not among them, nor are their services.
 */
export async function listOwnWindows(
  db: Db,
  { customerId, since, limit }: { customerId: number; since: Date; limit: number },
): Promise<OwnWindow[]> {
  const { rows } = await db.raw(
    `select w.*, own.services
       from (select s.suspension_id, array_agg(v.name order by v.name) as services
               from services v join suspension_services s on s.service_id = v.id
              where v.customer_id = :customerId group by s.suspension_id) own
       join suspensions w on w.id = own.suspension_id
      where coalesce(w.ends_at, w.cancelled_at, 'infinity') > :since
      order by w.starts_at desc, w.id desc limit :limit`,
    { customerId, since, limit },
  );
  return rows
    .map((row: unknown) => ({ ...windowRow.parse(row), ...ownWindow.parse(row) }))
    .reverse();
}

/** The windows of one service that are under way, or begin before `until`; cancelled ones are not. */
export async function listWindowsOfService(
  db: Db,
  serviceId: number,
  { now, until }: { now: Date; until: Date },
): Promise<Window[]> {
  const rows = await db('suspension_services as s')
    .join('suspensions as w', 'w.id', 's.suspension_id')
    .where('s.service_id', serviceId)
    .whereNull('w.cancelled_at')
    .where('w.starts_at', '<=', until)
    .where((open) => open.whereNull('w.ends_at').orWhere('w.ends_at', '>', now))
    .orderBy(['w.starts_at', 'w.id'])
    .select('w.*');
  return decodeRows(windowRow, rows);
}

/** Force majeure that began before `startedBefore` and whose customers were not told their right. */
export async function listUntoldTerminations(
  db: Db,
  startedBefore: Date,
  limit: number,
): Promise<Window[]> {
  const rows = await db('suspensions')
    .where({ cause: 'force_majeure' })
    .whereNull('termination_told_at')
    .whereNull('cancelled_at')
    .where('starts_at', '<', startedBefore)
    .whereRaw(`(ends_at is null or ends_at > starts_at + interval '29 days')`)
    .orderBy(['starts_at', 'id'])
    .limit(limit)
    .forUpdate()
    .skipLocked();
  return decodeRows(windowRow, rows);
}

export async function recordTerminationTold(db: Db, id: number, now: Date): Promise<void> {
  await db('suspensions').where({ id }).update({ termination_told_at: now });
}
