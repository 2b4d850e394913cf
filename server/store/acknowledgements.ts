import type { Db } from './connect.ts';

/**
 * - `sent`: the requester was told its number (I2);
 * - `owed`: a known customer's, which comes with others in one letter within the hour;
 * - `withheld`: a stranger had as many as it gets in an hour.
 */
export const ACKNOWLEDGEMENT_STATES = ['sent', 'owed', 'withheld'] as const;
export type AcknowledgementState = (typeof ACKNOWLEDGEMENT_STATES)[number];

/** Keeps what became of the one acknowledgement that a ticket owes (I2), in its opening. */
export async function insertAcknowledgement(
  db: Db,
  acknowledgement: {
    ticketId: number;
    userId: number;
    state: AcknowledgementState;
    /** The letter, where it is sent. */
    outboundEmailId: number | null;
    decidedAt: Date;
  },
): Promise<void> {
  await db('acknowledgements').insert({
    ticket_id: acknowledgement.ticketId,
    user_id: acknowledgement.userId,
    state: acknowledgement.state,
    outbound_email_id: acknowledgement.outboundEmailId,
    decided_at: acknowledgement.decidedAt,
  });
}

/**
 * How many letters of acknowledgement a mailbox got since then, whichever of its addresses they went
 * to, one mail at a time: another that is decided at the same moment waits until this one is, and
 * counts its letter.
 */
export async function countAcknowledgedAlone(
  db: Db,
  address: string,
  since: Date,
): Promise<number> {
  const [, { rows }] = await Promise.all([
    db.raw(
      `select pg_advisory_xact_lock(hashtext('acknowledgements'), hashtext(mailbox_of(:address)))`,
      { address },
    ),
    db.raw(
      `select count(distinct outbound_email_id)::int as count from acknowledgements a
        where a.user_id in (select id from users where mailbox_of(email) = mailbox_of(:address)
                             order by id desc limit 1000)
          and a.state = 'sent' and a.decided_at > :since`,
      { address, since },
    ),
  ]);
  return rows[0].count;
}

/**
 * Who is owed acknowledgements that are due, the longest waiting first.
 *
 * @param due `calm`: nothing more came since; `longest`: or the first came before
 */
export async function listOwing(
  db: Db,
  due: { calm: Date; longest: Date },
  limit: number,
): Promise<number[]> {
  const { rows } = await db.raw(
    `select user_id from acknowledgements where state = 'owed'
      group by user_id having max(decided_at) <= :calm or min(decided_at) <= :longest
      order by min(decided_at) limit :limit`,
    { ...due, limit },
  );
  return rows.map((row: { user_id: number }) => row.user_id);
}

/** Holds what one person is owed, the oldest first; what another sweep holds is its own. */
export async function lockOwed(db: Db, userId: number, limit: number): Promise<number[]> {
  return db('acknowledgements')
    .where({ user_id: userId, state: 'owed' })
    .orderBy('ticket_id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .pluck('ticket_id');
}

/** They are told, all by one letter. */
export async function settleOwed(
  db: Db,
  ticketIds: readonly number[],
  { outboundEmailId, now }: { outboundEmailId: number; now: Date },
): Promise<void> {
  await db('acknowledgements')
    .whereIn('ticket_id', [...ticketIds])
    .where({ state: 'owed' })
    .update({ state: 'sent', outbound_email_id: outboundEmailId, decided_at: now });
}
