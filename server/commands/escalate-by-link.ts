import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { findTicket } from '../store/tickets.ts';
import { actorOf, findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { isEscalationLink } from './complaint-links.ts';
import { escalateComplaint } from './escalate-complaint.ts';

export type EscalateByLinkInput = {
  number: string;
  /** What the address carries. */
  link: { exp?: unknown; sig?: unknown };
  body: string;
};

/** Whoever holds the link of the mail asks for level 2 in the name of the complaint's requester. */
export const escalateByLink: Command<EscalateByLinkInput, null> = async (
  context,
  { number, link, body },
): Promise<Outcome<null>> => {
  const { tx, house, now } = context;
  if (!isEscalationLink(house, number, link, now)) return refuse('link_expired');
  const ticket = await findTicket(tx, number);
  const requester = ticket && (await findUser(tx, ticket.requesterId));
  if (!requester) return refuse('not_found');
  const asked = { ...context, actor: actorOf(requester) };
  const escalated = await escalateComplaint(asked, { number, body, files: [] });
  return escalated.ok ? accept(null) : escalated;
};
