import { accept, refuse } from '../domain/outcome.ts';
import { digestOfHeld, statusWhenLetGo } from '../domain/ticket/held-reply.ts';
import { statusAfterStaffReply } from '../domain/ticket/status.ts';
import { listEvents } from '../store/events.ts';
import { findWrittenReply, openHeldReply } from '../store/held-replies.ts';
import { lockTicketById } from '../store/tickets.ts';
import { actorOf, findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { sendReply } from './send-reply.ts';
import { addressReply } from './staff-reply.ts';
import { wouldSkipAnswer } from './unanswered-complaint.ts';
import { wouldSkipDecision } from './undecided-dispute.ts';
import { wouldSkipRequest } from './unfinished-request.ts';

/**
 * Sends a held reply whose time has come, as its author would have: it counts from now on. The
 * ticket's row decides between this and its being taken back, and between two that let it go.
 */
export const letGoReply: Command<{ messageId: number }, null> = async (context, { messageId }) => {
  const { tx, now } = context;
  const known = await findWrittenReply(tx, messageId);
  if (!known?.heldUntil) return refuse('already_decided');
  const ticket = await lockTicketById(tx, known.ticketId);
  // read again once held: what waited for the row may come too late
  const reply = await findWrittenReply(tx, messageId);
  if (!ticket || !reply?.heldUntil || reply.heldUntil > now) return refuse('already_decided');
  const [author, events] = await Promise.all([
    findUser(tx, reply.authorId),
    listEvents(tx, ticket.id),
  ]);
  const digest = digestOfHeld(events, messageId);
  if (!author || digest === null) throw new Error(`Reply ${messageId} was held by nobody`);

  await openHeldReply(tx, messageId);
  const asked = statusWhenLetGo(ticket.status, events, messageId);
  const skips = [wouldSkipDecision, wouldSkipAnswer, wouldSkipRequest];
  const skipped = await Promise.all(skips.map((wouldSkip) => wouldSkip(tx, ticket, asked)));
  const status = skipped.includes(true) ? statusAfterStaffReply(ticket.status, null) : asked;
  const byAuthor = { ...context, actor: actorOf(author) };
  const addressed = await addressReply(byAuthor, ticket, { messageId, digest, copied: true });
  await sendReply(byAuthor, ticket, addressed, {
    body: reply.body,
    authorName: author.name,
    status,
  });
  return accept(null);
};
