import type { TicketStatus } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findComplaint } from '../store/complaints.ts';
import type { Db } from '../store/connect.ts';

/**
 * Whether a status would tell a customer that its complaint is settled while its answer is owed: a
 * level ends by its formal answer, never by a status nor by a plain reply (P1, P5).
 */
export async function wouldSkipAnswer(
  db: Db,
  ticket: Pick<Ticket, 'id' | 'kind'>,
  status: TicketStatus | null,
): Promise<boolean> {
  const ends = status === 'resolved' || status === 'closed' || status === 'refused';
  if (!ends || ticket.kind !== 'complaint') return false;
  const complaint = await findComplaint(db, ticket.id);
  return complaint !== null && complaint.level < 3 && complaint.owedAt !== null;
}
