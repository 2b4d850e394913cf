import type { UserActor } from '../domain/user/actor.ts';
import { isOfficerOnly, mayReachTicket } from '../domain/user/permission.ts';
import { isOfComplaint } from '../store/complaint-reach.ts';
import type { Database } from '../store/connect.ts';

/**
 * Whether a reader may see a ticket (V6). A complaint officer, who is nothing else, needs complaints
 * and the tickets that they are about, and reaches no other (V5).
 */
export async function reachesTicket(
  database: Database,
  reader: UserActor,
  ticket: { customerId: number; ticketId: number | null },
): Promise<boolean> {
  if (!mayReachTicket(reader, ticket)) return false;
  if (!isOfficerOnly(reader)) return true;
  return ticket.ticketId !== null && isOfComplaint(database, ticket.ticketId);
}
