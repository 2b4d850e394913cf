import { nextAttempt } from '../domain/mail/delivery-retry.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { findOutboundEmail, settleOutboundEmail } from '../store/outbound-emails.ts';
import { findTicketById, lockTicket } from '../store/tickets.ts';
import type { Command } from './command.ts';
import { continueHistory } from './history.ts';

export type DeliveryResult =
  | { accepted: true; captured: boolean }
  /** `permanent`: the server will never take it (5xx); otherwise it may later. */
  | { accepted: false; permanent: boolean; error: string };

/**
 * Records what became of an attempt to send a mail. A failure for good stands on its ticket,
 * where the agent sees it.
 */
export const recordDelivery: Command<{ id: number; result: DeliveryResult }, null> = async (
  context,
  { id, result },
) => {
  const { tx, now } = context;
  const email = await findOutboundEmail(tx, id);
  if (!email) return refuse('not_found');
  if (result.accepted) {
    await settleOutboundEmail(tx, id, { status: result.captured ? 'captured' : 'sent', at: now });
    return accept(null);
  }
  const error = result.error.slice(0, 500);
  const again = result.permanent ? null : nextAttempt(email.attempts, now);
  if (again) {
    await settleOutboundEmail(tx, id, { status: 'queued', nextAttemptAt: again, error });
    return accept(null);
  }
  const settled = await settleOutboundEmail(tx, id, { status: 'failed', at: now, error });
  const found = email.ticketId === null ? null : await findTicketById(tx, email.ticketId);
  const ticket = found && (await lockTicket(tx, found.number));
  if (settled && ticket) {
    await continueHistory(context, ticket, [
      { type: 'mail_delivery_failed', data: { outbound_email: id, attempts: email.attempts } },
    ]);
  }
  return accept(null);
};
