import type { TicketEventData } from '../domain/ticket/event.ts';
import type { TicketStatus } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { replyLetter } from '../letters/reply.ts';
import { mailChoicesUrl } from '../security/mail-choices-link.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { ticketUrl } from './post-letter.ts';
import type { AddressedReply } from './staff-reply.ts';

/**
 * Sends a reply that is written: its event and the status that the ticket has from then on, and its
 * letters to the requester and to whoever takes part.
 */
export async function sendReply(
  context: CommandContext,
  ticket: Ticket,
  reply: AddressedReply,
  { body, authorName, status }: { body: string; authorName: string; status: TicketStatus },
): Promise<void> {
  const { house } = context;
  const events: TicketEventData[] = [reply.event];
  if (status !== ticket.status) {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: status } });
  }
  const after = await continueHistory(context, ticket, events);
  const said = {
    body,
    authorName,
    providerName: reply.provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    copyOf: null,
  };
  await reply.post(replyLetter(reply.to, after, said), after);
  await reply.postCopies(
    ({ to, ofCustomer }) =>
      replyLetter(to, after, {
        ...said,
        // another customer's contact has no place on this one's portal (V6)
        ticketUrl: ofCustomer ? said.ticketUrl : null,
        copyOf: reply.to.name,
        leaveUrl: mailChoicesUrl(house, to.userId as number),
      }),
    after,
  );
}
