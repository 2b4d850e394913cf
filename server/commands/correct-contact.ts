import { isAmong } from '../domain/mail/plus-part.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { CorrectedPart } from '../domain/ticket/event.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { may } from '../domain/user/permission.ts';
import { listConcernedTickets, updateContact } from '../store/contacts.ts';
import { listMailAccounts } from '../store/mail-accounts.ts';
import { readdressQueued } from '../store/resent-mails.ts';
import { lockTicketById } from '../store/tickets.ts';
import { hasInvitation, revokeTokens } from '../store/user-tokens.ts';
import { findUser, findUserByEmail, type User } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

export type ContactCorrection = {
  customerId: number;
  userId: number;
  name: string;
  email: string;
};

/**
 * Staff correct what a contact is called, or where its mail goes. With another address nothing that
 * was opened through the former works any more: sessions and links end as for a new password, and
 * the password too, which whoever reads the former may have chosen. Whoever had access, or was
 * invited to it, is invited at the new address. Mails that wait go there; what failed can be sent
 * there again. That the former takes no mail is said of it, and not of the contact.
 */
export const correctContact: Command<ContactCorrection, { readdressed: boolean }> = async (
  context,
  input,
) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'see_customers') || !may(actor, 'invite_contacts')) {
    return refuse('forbidden');
  }
  const contact = await findUser(tx, input.userId);
  if (!contact || contact.customerId !== input.customerId) return refuse('not_found');
  if (isNobody(contact.email)) return refuse('nobody_to_answer');
  if (contact.disabledAt) return refuse('account_disabled');
  const read = await readCorrection(context, contact, input);
  if (!read.ok) return read;
  const { name, email } = read.value;
  const what = whatChanged(contact, read.value);
  if (what === null) return refuse('unchanged');

  const after: User = { ...contact, name, email };
  const readdressed = email !== contact.email;
  const invited = readdressed && (await hasAccess(context, contact));
  await updateContact(tx, contact.id, { name, email, readdressed });
  if (readdressed) await revokeTokens(tx, contact.id, ['confirm', 'invite', 'reset'], now);
  const ofMails = await readdressQueued(tx, contact.id, { name, address: email }, now);
  if (invited) await sendAccountLink(context, after, 'invite', actor.name);
  await record(context, after, what, ofMails);
  return accept({ readdressed });
};

async function readCorrection(
  { tx, house }: CommandContext,
  contact: User,
  input: ContactCorrection,
): Promise<Outcome<{ name: string; email: string }>> {
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  const email = readAddress(input.email);
  if (!email.ok) return email;
  const corrected = { name: name.value, email: email.value };
  if (email.value === contact.email) return accept(corrected);
  if (isNobody(email.value)) return refuse('invalid_email', { field: 'email' });
  const ours = (await listMailAccounts(tx)).map(({ address }) => address);
  if (isAmong(email.value, [house.mailAddress, ...ours])) {
    return refuse('own_address', { field: 'email' });
  }
  // never tells whose, nor of which customer
  if (await findUserByEmail(tx, email.value)) return refuse('address_known', { field: 'email' });
  return accept(corrected);
}

function whatChanged(
  before: User,
  { name, email }: { name: string; email: string },
): CorrectedPart | null {
  if (email === before.email) return name === before.name ? null : 'name';
  return name === before.name ? 'address' : 'both';
}

async function hasAccess({ tx, now }: CommandContext, contact: User): Promise<boolean> {
  return contact.passwordHash !== null || (await hasInvitation(tx, contact.id, now));
}

/** On the tickets that go on with this contact, and those whose mails changed their way. */
async function record(
  context: CommandContext,
  contact: User,
  what: CorrectedPart,
  ofMails: readonly number[],
): Promise<void> {
  const { tx } = context;
  const goingOn = await listConcernedTickets(tx, contact.id, contact.customerId as number);
  // in one order, so that two corrections never wait for each other
  const ids = [...new Set([...goingOn, ...ofMails])].sort((a, b) => a - b);
  for (const id of ids) {
    const ticket = await lockTicketById(tx, id);
    if (!ticket) continue;
    const data = { user: contact.id, what };
    await continueHistory(context, ticket, [{ type: 'contact_corrected', data }]);
  }
}
