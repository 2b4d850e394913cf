import { z } from 'zod';
import type { WindowFacts } from '../domain/suspension/window.ts';
import { LOCALES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const NEWS = ['published', 'changed', 'cancelled', 'termination'] as const;
export type WindowNews = (typeof NEWS)[number];

const noticeRow = z
  .object({
    id: z.number(),
    suspension_id: z.number(),
    news: z.enum(NEWS),
    title: z.string(),
    details: z.string(),
    starts_at: z.date(),
    ends_at: z.date().nullable(),
    expected_end_at: z.date().nullable(),
    by_user_id: z.number().nullable(),
    at: z.date(),
    told_after: z.number().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    suspensionId: row.suspension_id,
    news: row.news,
    title: row.title,
    details: row.details,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    expectedEndAt: row.expected_end_at,
    byUserId: row.by_user_id,
    at: row.at,
    toldAfter: row.told_after,
  }));
/** What is told of a window, as the window stood then. */
export type Notice = z.output<typeof noticeRow>;

/** Records something to tell; nobody is told yet. @returns its id */
export async function insertNotice(
  db: Db,
  window: WindowFacts & { id: number; sequence: number },
  { news, byUserId, at }: Pick<Notice, 'news' | 'byUserId' | 'at'>,
): Promise<number> {
  const [row] = await db('suspension_notices')
    .insert({
      suspension_id: window.id,
      news,
      sequence: window.sequence,
      title: window.title,
      details: window.details,
      starts_at: window.startsAt,
      ends_at: window.endsAt,
      expected_end_at: window.expectedEndAt,
      by_user_id: byUserId,
      at,
      told_after: 0,
    })
    .returning('id');
  return row.id;
}

/** What was told of a window, in order. */
export async function listNotices(db: Db, suspensionId: number): Promise<Notice[]> {
  const rows = await db('suspension_notices').where({ suspension_id: suspensionId }).orderBy('id');
  return decodeRows(noticeRow, rows);
}

/** What has still to be told, the oldest first. */
export async function listUntoldNotices(db: Db, limit: number): Promise<number[]> {
  return db('suspension_notices').whereNotNull('told_after').orderBy('id').limit(limit).pluck('id');
}

/** Holds a notice that is not told to everybody yet; null where it is, or another is at it. */
export async function lockUntoldNotice(db: Db, id: number): Promise<Notice | null> {
  const rows = await db('suspension_notices')
    .where({ id })
    .whereNotNull('told_after')
    .forUpdate()
    .skipLocked();
  return decodeFirst(noticeRow, rows);
}

export async function setToldAfter(db: Db, id: number, userId: number | null): Promise<void> {
  await db('suspension_notices').where({ id }).update({ told_after: userId });
}

const addresseeRow = z
  .object({
    id: z.number(),
    name: z.string(),
    email: z.string(),
    locale: z.enum(LOCALES),
    time_zone: z.string(),
    services: z.array(z.string()),
  })
  .transform(({ time_zone, ...row }) => ({ ...row, timeZone: time_zone }));
/** Whom a window concerns, with the services of theirs that it suspends. */
export type Addressee = z.output<typeof addresseeRow>;

/**
 * The next contacts whom a window concerns: those who confirmed their address or ever wrote to us,
 * of the customers whose services it suspends.
 */
export async function listAddressees(
  db: Db,
  { suspensionId, after, limit }: { suspensionId: number; after: number; limit: number },
): Promise<Addressee[]> {
  const { rows } = await db.raw(
    `with chosen as (
       select u.id, u.customer_id, u.name, u.email, u.locale, u.time_zone from users u
        where u.id > :after and u.disabled_at is null
          and u.customer_id in (
            select v.customer_id from suspension_services s join services v on v.id = s.service_id
             where s.suspension_id = :suspensionId and v.ended_at is null)
          and (u.email_confirmed_at is not null or exists (
            select from tickets t where t.customer_id = u.customer_id and t.requester_id = u.id))
        order by u.id limit :limit
     )
     select chosen.*, (
              select array_agg(v.name order by v.name)
                from services v join suspension_services s on s.service_id = v.id
               where v.customer_id = chosen.customer_id and v.ended_at is null
                 and s.suspension_id = :suspensionId) as services
       from chosen order by id`,
    { suspensionId, after, limit },
  );
  return decodeRows(addresseeRow, rows);
}

/** Those of the users who were told already. */
export async function listTold(
  db: Db,
  noticeId: number,
  userIds: readonly number[],
): Promise<Set<number>> {
  const ids: number[] = await db('suspension_letters')
    .where({ notice_id: noticeId })
    .whereIn('user_id', userIds)
    .pluck('user_id');
  return new Set(ids);
}

/** Records who was told by which mail; the key refuses a second time. */
export async function insertLetter(
  db: Db,
  letter: { noticeId: number; userId: number; outboundEmailId: number },
): Promise<void> {
  await db('suspension_letters').insert({
    notice_id: letter.noticeId,
    user_id: letter.userId,
    outbound_email_id: letter.outboundEmailId,
  });
}

/** How many were told of each notice. */
export async function countTold(
  db: Db,
  noticeIds: readonly number[],
): Promise<Map<number, number>> {
  if (noticeIds.length === 0) return new Map();
  const rows = await db('suspension_letters')
    .whereIn('notice_id', noticeIds)
    .groupBy('notice_id')
    .select('notice_id')
    .count('* as count');
  return new Map(rows.map((row) => [Number(row.notice_id), Number(row.count)]));
}
