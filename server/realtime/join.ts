import type { UserActor } from '../domain/user/actor.ts';
import { isOfficerOnly, may, mayReachTicket } from '../domain/user/permission.ts';
import { listMark, ticketMark } from '../presenters/live-marks.ts';
import { isOfComplaint } from '../store/complaint-reach.ts';
import type { Database } from '../store/connect.ts';
import { latestActivity, latestPublicActivity } from '../store/ticket-lists.ts';
import { findTicketById } from '../store/tickets.ts';
import { findTimer } from '../store/timers.ts';
import { actorOf, findUser } from '../store/users.ts';
import type { Stream } from './streams.ts';

/**
 * Whether a user may listen to a stream, by what the database says at this moment: what was true
 * when the page was made, or the socket opened, is not asked.
 */
export async function mayJoin(
  database: Database,
  userId: number,
  stream: Stream,
): Promise<boolean> {
  const user = await findUser(database, userId);
  if (!user || user.disabledAt !== null) return false;
  const actor = actorOf(user);
  switch (stream.kind) {
    case 'queue':
      // everybody's tickets: not for an officer who needs complaints only
      return may(actor, 'handle_requests');
    case 'customer':
      return actor.customerId === stream.customerId;
    case 'timer':
      return actor.id === stream.userId && may(actor, 'work_on_tickets');
    case 'ticket':
      return mayListenToTicket(database, actor, stream);
  }
}

/** How far the stream has got: a page made before then has missed something. */
export async function markOf(database: Database, stream: Stream): Promise<string> {
  switch (stream.kind) {
    case 'queue':
      return listMark(await latestActivity(database));
    case 'customer':
      return listMark(await latestPublicActivity(database, stream.customerId));
    case 'timer':
      return listMark((await findTimer(database, stream.userId))?.startedAt);
    case 'ticket': {
      const ticket = await findTicketById(database, stream.ticketId);
      return ticket ? ticketMark(ticket, stream.side) : '';
    }
  }
}

/** Staff hear the staff's side and a customer's contacts the requester's, never the other (V6). */
async function mayListenToTicket(
  database: Database,
  actor: UserActor,
  { side, ticketId }: Stream & { kind: 'ticket' },
): Promise<boolean> {
  const rightSide = side === 'staff' ? may(actor, 'work_on_tickets') : actor.customerId !== null;
  if (!rightSide) return false;
  const ticket = await findTicketById(database, ticketId);
  if (ticket === null || !mayReachTicket(actor, ticket)) return false;
  return !isOfficerOnly(actor) || isOfComplaint(database, ticketId);
}
