import { remindersOf } from '../domain/deadline/reminders.ts';
import { refundReminderLetter, terminationReminderLetter } from '../letters/contract-request.ts';
import { findContractRequest } from '../store/contract-requests.ts';
import { findCustomer } from '../store/customers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { listRequestWatchers } from '../store/request-watchers.ts';
import type { CommandContext } from './command.ts';
import type { Fired, Firing } from './firing.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/**
 * Reminds staff before a refund's last day, as for a complaint, and of a termination that nobody
 * confirmed as its day begins; alerts them and the managers past it. Nobody else would notice that
 * it was forgotten, nor that its author never followed the link.
 */
export async function remindOfRequest(
  context: CommandContext,
  { legal, ticket, owed }: Firing,
): Promise<Fired> {
  const { tx, now, house } = context;
  const request = legal?.request;
  const own = owed.find(({ name }) => name === request?.name);
  if (!legal || !request || request.done || !own) return { events: [] };
  const { name, lastDay, reminders } = request;
  const due = remindersOf(lastDay, own.announced, legal.timeZone, now, reminders);
  if (due.length === 0) return { events: [] };
  const days = Math.min(...due);
  const managers = days <= (name === 'refund' ? 1 : 0);
  const watchers = await listRequestWatchers(tx, ticket.assigneeId, { managers });
  const to = watchers.map(({ id }) => id);
  return {
    events: [{ type: 'contract_request_reminded', data: { owed: name, days, to } }],
    said: [[name, due]],
    post: async () => {
      const [customer, known] = await Promise.all([
        findCustomer(tx, ticket.customerId),
        findContractRequest(tx, ticket.id),
      ]);
      for (const watcher of watchers) {
        const facts = {
          number: ticket.number,
          lastDay,
          customerName: customer?.name ?? '',
          ticketUrl: `${house.publicUrl}/desk/tickets/${ticket.number}`,
        };
        const letter =
          name === 'refund'
            ? refundReminderLetter(recipientOf(watcher), { ...facts, days })
            : terminationReminderLetter(recipientOf(watcher), {
                ...facts,
                passed: days === 0,
                identified: known?.identity !== null,
              });
        await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
      }
    },
  };
}
