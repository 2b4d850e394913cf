import type { Db } from './connect.ts';

/** Whether a ticket is a complaint, or one that a complaint is about. */
export async function isOfComplaint(db: Db, ticketId: number): Promise<boolean> {
  const { rows } = await db.raw(
    `select exists (select from complaints where ticket_id = :ticketId)
         or exists (select from complaint_concerns where concerned_ticket_id = :ticketId) as found`,
    { ticketId },
  );
  return rows[0].found;
}
