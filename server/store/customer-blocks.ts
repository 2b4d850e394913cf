import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const blockRow = z
  .object({
    id: z.number(),
    customer_id: z.number(),
    reason: z.string(),
    blocked_at: z.date(),
    blocker: z.string(),
    lifted_at: z.date().nullable(),
    lifter: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    customerId: row.customer_id,
    /** What the customer was told. */
    reason: row.reason,
    blockedAt: row.blocked_at,
    blockedBy: row.blocker,
    liftedAt: row.lifted_at,
    liftedBy: row.lifter,
  }));
/** A customer's new requests are, or were, turned away (I5). */
export type CustomerBlock = z.output<typeof blockRow>;

function blocks(db: Db) {
  return db('customer_blocks as b')
    .join('users as u', 'u.id', 'b.blocked_by')
    .leftJoin('users as l', 'l.id', 'b.lifted_by')
    .select('b.*', 'u.name as blocker', 'l.name as lifter');
}

/** The block that a customer is under; null where it is under none. */
export async function findBlock(db: Db, customerId: number): Promise<CustomerBlock | null> {
  const rows = await blocks(db)
    .where('b.customer_id', customerId)
    .whereNull('b.lifted_at')
    .limit(1);
  return decodeFirst(blockRow, rows);
}

/** Blocks that ended, the latest first. */
export async function listEndedBlocks(
  db: Db,
  customerId: number,
  limit: number,
): Promise<CustomerBlock[]> {
  const rows = await blocks(db)
    .where('b.customer_id', customerId)
    .whereNotNull('b.lifted_at')
    .orderBy('b.id', 'desc')
    .limit(limit);
  return decodeRows(blockRow, rows);
}

/** Blocks a customer. @returns false where it is blocked already: the unique index decides */
export async function insertBlock(
  db: Db,
  block: { customerId: number; reason: string; blockedBy: number },
  now: Date,
): Promise<boolean> {
  const { rows } = await db.raw(
    `insert into customer_blocks (customer_id, reason, blocked_by, blocked_at)
     values (:customerId, :reason, :blockedBy, :now)
     on conflict (customer_id) where lifted_at is null do nothing
     returning id`,
    { ...block, now } as never,
  );
  return rows.length === 1;
}

/** Lifts the block that a customer is under. @returns false where it is under none */
export async function endBlock(
  db: Db,
  customerId: number,
  liftedBy: number,
  now: Date,
): Promise<boolean> {
  const changed = await db('customer_blocks')
    .where({ customer_id: customerId })
    .whereNull('lifted_at')
    .update({ lifted_by: liftedBy, lifted_at: now });
  return changed === 1;
}

/**
 * Counts the one answer that a blocked person gets a day.
 *
 * @param day the date on the provider's calendar, `2026-03-02`
 * @returns false where it had its answer: the primary key decides
 */
export async function takeBlockAnswer(
  db: Db,
  { userId, day, outboundEmailId }: { userId: number; day: string; outboundEmailId: number },
): Promise<boolean> {
  const rows = await db('block_answers')
    .insert({ user_id: userId, day, outbound_email_id: outboundEmailId })
    .onConflict(['user_id', 'day'])
    .ignore()
    .returning('user_id');
  return rows.length === 1;
}
