import type { RequestKind } from '../domain/contract-request/event.ts';
import { remindersOf } from '../domain/deadline/reminders.ts';
import { refundReminderLetter } from '../letters/contract-request.ts';
import { findCustomer } from '../store/customers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { listRefundWatchers } from '../store/refund-watchers.ts';
import type { CommandContext } from './command.ts';
import type { Fired, Firing } from './firing.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/**
 * Reminds staff ten, five and one days before a refund's last day, and alerts them and the managers
 * past it, as for a complaint: nobody else would notice that it was forgotten.
 */
export async function remindOfRefund(
  context: CommandContext,
  { legal, ticket, owed }: Firing,
): Promise<Fired> {
  const { tx, now, house } = context;
  const own = owed.find(({ name }) => name === 'refund');
  if (!legal?.refund || legal.refund.made || !own) return { events: [] };
  const { lastDay } = legal.refund;
  const due = remindersOf(lastDay, own.announced, legal.timeZone, now);
  if (due.length === 0) return { events: [] };
  const days = Math.min(...due);
  const watchers = await listRefundWatchers(tx, ticket.assigneeId, { managers: days <= 1 });
  return {
    events: [{ type: 'refund_reminded', data: { days, to: watchers.map(({ id }) => id) } }],
    said: [['refund', due]],
    post: async () => {
      const customer = await findCustomer(tx, ticket.customerId);
      for (const watcher of watchers) {
        const letter = refundReminderLetter(recipientOf(watcher), {
          number: ticket.number,
          kind: ticket.kind as RequestKind,
          days,
          lastDay,
          customerName: customer?.name ?? '',
          ticketUrl: `${house.publicUrl}/desk/tickets/${ticket.number}`,
        });
        await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
      }
    },
  };
}
