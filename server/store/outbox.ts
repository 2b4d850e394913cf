import type { Db } from './connect.ts';

/** A captured mail as the list shows it: without its words. */
export type OutboxRow = {
  id: number;
  createdAt: Date;
  to: string;
  subject: string;
  ticket: string | null;
};

/** Captured mails, the newest first, `limit` at most, those before `before`. */
export async function listOutbox(
  db: Db,
  { limit, before }: { limit: number; before: number | null },
): Promise<OutboxRow[]> {
  const query = db('outbound_emails as o')
    .leftJoin('tickets as t', 't.id', 'o.ticket_id')
    .where('o.status', 'captured')
    .orderBy('o.id', 'desc')
    .limit(limit)
    .select(
      'o.id',
      'o.created_at as createdAt',
      'o.to_address as to',
      'o.subject',
      't.number as ticket',
    );
  if (before !== null) query.where('o.id', '<', before);
  return query;
}

/** Whose a mail is: the customer of its ticket, else of the person it was for. */
export async function customerOfMail(
  db: Db,
  id: number,
): Promise<{ customerId: number | null; number: string | null }> {
  const row = await db('outbound_emails as o')
    .leftJoin('tickets as t', 't.id', 'o.ticket_id')
    .leftJoin('users as u', 'u.id', 'o.user_id')
    .where('o.id', id)
    .first(db.raw('coalesce(t.customer_id, u.customer_id) as "customerId"'), 't.number');
  return row ?? { customerId: null, number: null };
}
