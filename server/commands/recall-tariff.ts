import { recalled, shownTariff } from '../domain/billing/recall.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { tariffRecalledLetter } from '../letters/tariff.ts';
import { type Customer, findCustomer } from '../store/customers.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { tariffInForce } from '../store/tariffs.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { acceptanceUrl, postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/**
 * Recalls the tariff in force by a letter of its own, where a ticket's requester was told none.
 *
 * @returns null where it was told already or none is settled; else what the history says of it, and
 * the letter, to be written once the history is
 */
export async function recallTariff(
  context: CommandContext,
  { tariffVersionId, customerId, requesterId }: Ticket,
): Promise<{ event: TicketEventData; write: (ticket: Ticket) => Promise<void> } | null> {
  const { tx, now, house } = context;
  const tariff = tariffVersionId === null ? await tariffInForce(tx, now) : null;
  if (!tariff) return null;
  const [customer, requester] = await Promise.all([
    findCustomer(tx, customerId),
    findUser(tx, requesterId),
  ]);
  const { quality } = customer as Customer;
  return {
    event: recalled(tariff, quality, 'letter'),
    async write(ticket) {
      const [id, provider, threadIds] = await Promise.all([
        nextOutboundEmailId(tx),
        loadProvider(tx),
        listThreadIds(tx, ticket.id),
      ]);
      const shown = shownTariff(tariff, quality);
      const acceptUrl = acceptanceUrl(house, ticket.number);
      const letter = tariffRecalledLetter(recipientOf(requester as User), ticket, {
        tariff: { shown, accepted: null, acceptUrl },
        providerName: provider.name,
        ticketUrl: ticketUrl(house.publicUrl, ticket.number),
      });
      await postLetter(context, letter, { id, ticket, threadIds });
    },
  };
}
