import type { Db } from './connect.ts';

/** Somebody who was invited and has not chosen a password yet. */
export type PendingInvitation = {
  userId: number;
  name: string;
  email: string;
  customer: string;
  expiresAt: Date;
};

/** Invitations whose link still works, the latest first. */
export async function listPendingInvitations(
  db: Db,
  now: Date,
  { limit, customerId }: { limit: number; customerId?: number },
): Promise<PendingInvitation[]> {
  const query = db('user_tokens as t')
    .join('users as u', 'u.id', 't.user_id')
    .join('customers as c', 'c.id', 'u.customer_id')
    .where('t.purpose', 'invite')
    .whereNull('t.used_at')
    .where('t.expires_at', '>', now)
    .orderBy('t.created_at', 'desc')
    .limit(limit)
    .select(
      'u.id as userId',
      'u.name',
      'u.email',
      'c.name as customer',
      't.expires_at as expiresAt',
    );
  if (customerId !== undefined) query.where('u.customer_id', customerId);
  return query;
}
