import type { TicketStatus } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { hasOpenDispute } from '../store/disputes.ts';

/**
 * Whether a status would tell a customer that its dispute is settled before anybody decided it: a
 * dispute ends by a decision with its reasons, never by a status (D5).
 */
export async function wouldSkipDecision(
  db: Db,
  ticket: Pick<Ticket, 'id' | 'kind'>,
  status: TicketStatus | null,
): Promise<boolean> {
  const ends = status === 'resolved' || status === 'closed' || status === 'refused';
  return ends && ticket.kind === 'billing_dispute' && hasOpenDispute(db, ticket.id);
}
