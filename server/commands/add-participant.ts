import { isAmong } from '../domain/mail/plus-part.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { listMailAccounts } from '../store/mail-accounts.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, findUserByEmail, insertStranger } from '../store/users.ts';
import { admitParticipant } from './admit-participant.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';

/**
 * Staff add somebody to a ticket by an address: a known contact, whichever customer's, or a
 * stranger, who becomes a contact that somebody has yet to confirm. It gets the replies by mail.
 */
export const addParticipant: Command<{ number: string; email: string }, { name: string }> = async (
  context,
  { number, email },
) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged', { field: 'email' });
  if (isEnded(ticket.status)) return refuse('ticket_closed', { field: 'email' });
  const address = readAddress(email);
  if (!address.ok) return address;
  const contact = await contactAt(context, ticket, address.value);
  if (!contact.ok) return contact;
  const admitted = await admitParticipant(context, ticket, contact.value.userId);
  return admitted.ok ? accept({ name: contact.value.name }) : admitted;
};

async function contactAt(
  context: CommandContext,
  ticket: Ticket,
  email: string,
): Promise<Outcome<{ userId: number; name: string }>> {
  const { tx, now, house } = context;
  const ours = (await listMailAccounts(tx)).map(({ address }) => address);
  if (isNobody(email)) return refuse('invalid_email', { field: 'email' });
  if (isAmong(email, [house.mailAddress, ...ours]))
    return refuse('own_address', { field: 'email' });
  const known = await findUserByEmail(tx, email);
  // colleagues read the ticket here, and write notes
  if (known?.customerId === null) return refuse('own_address', { field: 'email' });
  if (known?.disabledAt) return refuse('account_disabled', { field: 'email' });
  if (known) return accept({ userId: known.id, name: known.name });
  const [requester, { timeZone }] = await Promise.all([
    findUser(tx, ticket.requesterId),
    loadProvider(tx),
  ]);
  const stranger = {
    name: email.slice(0, 200),
    email,
    locale: requester?.locale ?? 'fr',
    timeZone,
  };
  const added = await insertStranger(tx, { ...stranger, createdAt: now });
  // the same stranger's mail is being decided at this moment: trying again finds the contact
  if (!added) throw Object.assign(new Error('The contact was added meanwhile'), { code: '40001' });
  return accept({ userId: added.userId, name: stranger.name });
}
