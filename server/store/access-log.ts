import type { Db } from './connect.ts';

export type Access = {
  userId: number;
  customerId: number;
  ticketId: number | null;
  what:
    | 'ticket'
    | 'attachment'
    | 'customer'
    | 'outbound_email'
    | 'document'
    | 'secret'
    | 'case_file';
};

/** Leaves the trace of a look by staff at a customer's data (V5). */
export async function insertAccess(db: Db, access: Access, now: Date): Promise<void> {
  await db('access_log').insert({
    at: now,
    user_id: access.userId,
    customer_id: access.customerId,
    ticket_id: access.ticketId,
    what: access.what,
  });
}
