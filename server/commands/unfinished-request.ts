import { isRequestKind } from '../domain/contract-request/event.ts';
import { isUnfinished } from '../domain/contract-request/request.ts';
import type { TicketStatus } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { findContractRequest } from '../store/contract-requests.ts';

/**
 * Whether a status would tell a customer that its withdrawal, cancellation or termination is
 * settled before it was decided, or its money given back (R1–R3).
 */
export async function wouldSkipRequest(
  db: Db,
  ticket: Pick<Ticket, 'id' | 'kind'>,
  status: TicketStatus | null,
): Promise<boolean> {
  const ends = status === 'resolved' || status === 'closed' || status === 'refused';
  if (!ends || !isRequestKind(ticket.kind)) return false;
  const request = await findContractRequest(db, ticket.id);
  return request !== null && isUnfinished(request);
}
