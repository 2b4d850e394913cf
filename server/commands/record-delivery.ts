import { nextAttempt } from '../domain/mail/delivery-retry.ts';
import { accept, refuse } from '../domain/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findOutboundEmail, settleOutboundEmail } from '../store/outbound-emails.ts';
import { lockTicketById } from '../store/tickets.ts';
import { markUnreachable } from '../store/unreachable-addresses.ts';
import { answerDelivered, answerUndelivered } from './answer-mail.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

export type DeliveryResult =
  | { accepted: true; captured: boolean }
  /**
   * `permanent`: the server will never take it (5xx); otherwise it may later. `unreachable`: the
   * address takes no mail at all, with the enhanced code that said so.
   */
  | {
      accepted: false;
      permanent: boolean;
      error: string;
      unreachable?: boolean;
      status?: string | null;
    };

/**
 * Records what became of an attempt to send a mail. That a mail was accepted, or failed for good,
 * is part of its ticket's history: sending is proof (V1), and the agent sees what never arrived.
 */
export const recordDelivery: Command<
  {
    id: number;
    result: DeliveryResult;
    /** Where it was tried: its reader's address may have been corrected meanwhile. */
    to?: string;
  },
  null
> = async (context, { id, result, to }) => {
  const { tx, now } = context;
  const email = await findOutboundEmail(tx, id);
  if (!email) return refuse('not_found');
  const elsewhere = to !== undefined && to !== email.toAddress ? { to } : null;
  if (result.accepted) {
    const status = result.captured ? 'captured' : 'sent';
    const settled = { status, at: now, ...elsewhere } as const;
    if (!(await settleOutboundEmail(tx, id, settled))) return accept(null);
    const event = { type: 'mail_delivered', data: { outbound_email: id } } as const;
    await record(context, email.ticketId, event, (ticket) => answerDelivered(context, ticket, id));
    return accept(null);
  }
  const error = result.error.slice(0, 500);
  // what another address refused says nothing of where it goes now
  const again = elsewhere ? now : result.permanent ? null : nextAttempt(email.attempts, now);
  if (again) {
    await settleOutboundEmail(tx, id, { status: 'queued', nextAttemptAt: again, error });
    return accept(null);
  }
  if (await settleOutboundEmail(tx, id, { status: 'failed', at: now, error })) {
    if (result.unreachable) {
      const { toAddress: address } = email;
      const cause = { outboundEmailId: id };
      await markUnreachable(tx, { address, since: now, status: result.status ?? null, cause });
    }
    const data = { outbound_email: id, attempts: email.attempts };
    const event = { type: 'mail_delivery_failed', data } as const;
    await record(context, email.ticketId, event, (ticket) =>
      answerUndelivered(context, ticket, id),
    );
  }
  return accept(null);
};

async function record(
  context: CommandContext,
  ticketId: number | null,
  event: TicketEventData,
  consequences: (ticket: Ticket) => Promise<TicketEventData[]>,
) {
  const ticket = ticketId === null ? null : await lockTicketById(context.tx, ticketId);
  if (ticket) await continueHistory(context, ticket, [event, ...(await consequences(ticket))]);
}
