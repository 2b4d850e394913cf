import type { TicketEventData } from '../domain/ticket/event.ts';
import { statusAfterCustomerMessage } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { nextMessageId } from '../store/messages.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { prepareMessage, type Said, writeMessage } from './message-writing.ts';

/**
 * Adds what a customer said to a ticket that the command holds. It ends "waiting for the
 * customer" by itself, and undoes a resolution (H4).
 */
export async function addCustomerMessage(
  context: CommandContext,
  ticket: Ticket,
  said: Said & { channel: 'email' | 'portal' },
  inboundEmailId?: number,
): Promise<{ ticket: Ticket; messageId: number }> {
  const messageId = await nextMessageId(context.tx);
  const message = prepareMessage(said);
  const events: TicketEventData[] = [
    {
      type: 'message_received',
      data: {
        message: messageId,
        digest: message.digest,
        channel: said.channel,
        ...(inboundEmailId === undefined ? {} : { inbound_email: inboundEmailId }),
      },
    },
  ];
  const status = statusAfterCustomerMessage(ticket.status);
  if (status !== ticket.status) {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: status } });
  }
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  return { ticket: await continueHistory(context, ticket, events), messageId };
}
