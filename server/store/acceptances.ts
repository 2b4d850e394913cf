import { z } from 'zod';
import { ACCEPTANCE_MEANS } from '../domain/billing/event.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const acceptanceRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    tariff_version_id: z.number(),
    means: z.enum(ACCEPTANCE_MEANS),
    user_id: z.number(),
    accepted_at: z.date(),
    user_name: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    tariffVersionId: row.tariff_version_id,
    means: row.means,
    /** Who accepted; for a call, who noted that the caller did. */
    by: { id: row.user_id, name: row.user_name },
    acceptedAt: row.accepted_at,
  }));
/** Where and when a ticket's tariff was accepted (D5). */
export type Acceptance = z.output<typeof acceptanceRow>;
export type NewAcceptance = Omit<Acceptance, 'by'> & { userId: number };

/** The recorded acceptance of the tariff on a ticket; null where there is none. */
export async function acceptanceOf(db: Db, ticketId: number): Promise<Acceptance | null> {
  const query = db('tariff_acceptances as a')
    .join('users as u', 'u.id', 'a.user_id')
    .where('a.ticket_id', ticketId)
    .limit(1)
    .select('a.*', 'u.name as user_name');
  return decodeFirst(acceptanceRow, await query);
}

/** Draws the identity beforehand: the event that names it is written with it. */
export async function nextAcceptanceId(db: Db): Promise<number> {
  const { rows } = await db.raw(
    `select nextval(pg_get_serial_sequence('tariff_acceptances', 'id')) as id`,
  );
  return rows[0].id;
}

export async function insertAcceptance(db: Db, acceptance: NewAcceptance): Promise<void> {
  await db('tariff_acceptances').insert({
    id: acceptance.id,
    ticket_id: acceptance.ticketId,
    tariff_version_id: acceptance.tariffVersionId,
    means: acceptance.means,
    user_id: acceptance.userId,
    accepted_at: acceptance.acceptedAt,
  });
}

/** Whether a ticket's diagnosis has a verdict: nothing is accepted after the fact. */
export async function isConcluded(db: Db, ticketId: number): Promise<boolean> {
  return (await db('verdicts').where({ ticket_id: ticketId }).first('id')) !== undefined;
}
