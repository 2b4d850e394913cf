import { waitingStep } from '../domain/sla/waiting.ts';
import { closedWithoutAnswerLetter, waitingReminderLetter } from '../letters/waiting.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import type { Fired, Firing } from './firing.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/** Reminds a silent customer, saying when the ticket will close; then closes it. */
export async function endWaiting(
  context: CommandContext,
  { ticket, owed, facts }: Firing,
): Promise<Fired> {
  const { tx, now, house } = context;
  const next = waitingStep(owed, facts.timeline, now);
  if (next === null) return { events: [] };
  const [id, requester, provider, threadIds] = await Promise.all([
    nextOutboundEmailId(tx),
    findUser(tx, ticket.requesterId),
    loadProvider(tx),
    listThreadIds(tx, ticket.id),
  ]);
  const to = recipientOf(requester as User);
  const told = {
    providerName: provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  };
  const letter =
    next.step === 'remind'
      ? waitingReminderLetter(to, ticket, { ...told, ...next })
      : closedWithoutAnswerLetter(to, ticket, told);
  return {
    events: [
      next.step === 'remind'
        ? { type: 'customer_reminded', data: { outbound_email: id } }
        : { type: 'status_changed', data: { from: ticket.status, to: 'closed' } },
    ],
    said: next.step === 'remind' ? [['waiting_reminder', [100]]] : [],
    post: () => postLetter(context, letter, { id, ticket, threadIds }),
  };
}
