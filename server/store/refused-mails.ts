import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const refusedMailRow = z
  .object({
    id: z.number(),
    customer_id: z.number(),
    customer_name: z.string(),
    envelope_from: z.string(),
    received_at: z.date(),
    size: z.number(),
    subject: z.string(),
    body: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    from: row.envelope_from,
    receivedAt: row.received_at,
    size: row.size,
    subject: row.subject,
    body: row.body,
  }));
/** A blocked sender's mail that opened nothing; `id` is that of the inbound email. */
export type RefusedMail = z.output<typeof refusedMailRow>;

function kept(db: Db) {
  return db('refused_mails as r')
    .join('inbound_emails as e', 'e.id', 'r.inbound_email_id')
    .join('customers as c', 'c.id', 'r.customer_id')
    .whereNull('r.released_at')
    .select('e.id', 'e.envelope_from', 'e.received_at', 'e.size')
    .select('r.customer_id', 'r.subject', 'r.body', 'c.name as customer_name');
}

export async function insertRefusedMail(
  db: Db,
  mail: { inboundEmailId: number; customerId: number; subject: string; body: string },
  now: Date,
): Promise<void> {
  await db('refused_mails').insert({
    inbound_email_id: mail.inboundEmailId,
    customer_id: mail.customerId,
    subject: mail.subject,
    body: mail.body,
    refused_at: now,
  });
}

/** Mails turned away and not let in since, the latest first. */
export async function listRefusedMails(
  db: Db,
  { limit, before }: { limit: number; before: number | null },
): Promise<RefusedMail[]> {
  const query = kept(db).orderBy('r.inbound_email_id', 'desc').limit(limit);
  if (before !== null) query.where('r.inbound_email_id', '<', before);
  return decodeRows(refusedMailRow, await query);
}

export async function findRefusedMail(db: Db, id: number): Promise<RefusedMail | null> {
  return decodeFirst(refusedMailRow, await kept(db).where('r.inbound_email_id', id).limit(1));
}

/**
 * Puts a refused mail back among those to decide, as one that is let in.
 *
 * @returns false where it isn't kept, or was let in before
 */
export async function releaseRefusedMail(
  db: Db,
  id: number,
  releasedBy: number,
  now: Date,
): Promise<boolean> {
  const changed = await db('refused_mails')
    .where({ inbound_email_id: id })
    .whereNull('released_at')
    .update({ released_by: releasedBy, released_at: now });
  if (changed !== 1) return false;
  await db('inbound_emails')
    .where({ id, outcome: 'refused' })
    .update({ outcome: null, decided_at: null, reasons: [], attempts: 0 });
  return true;
}
