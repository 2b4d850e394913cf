import { accept, refuse } from '../domain/outcome.ts';
import { readPassword } from '../domain/user/password.ts';
import { may } from '../domain/user/permission.ts';
import { hashPassword } from '../security/password.ts';
import { confirmEmail, setPassword } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command } from './command.ts';
import { addContact as add, type ContactDetails } from './contact.ts';

/** Staff add a customer with its first contact, who is invited; seeds give it a password. */
export const addContact: Command<
  ContactDetails & { password?: string },
  { userId: number; customerId: number }
> = async (context, { password, ...details }) => {
  const { actor, tx, now } = context;
  const seeding = actor.kind === 'system' && actor.name === 'seed';
  if (!seeding && !may(actor, 'invite_contacts')) return refuse('forbidden');
  const added = await add(context, details, { confirmed: true });
  if (!added.ok) return added;
  const contact = added.value;
  if (seeding && password !== undefined) {
    const read = readPassword(password, contact.email);
    if (!read.ok) return read;
    await setPassword(tx, contact.id, await hashPassword(read.value));
    await confirmEmail(tx, contact.id, now);
  } else {
    await sendAccountLink(context, contact, 'invite', actor.kind === 'user' ? actor.name : '');
  }
  return accept({ userId: contact.id, customerId: contact.customerId as number });
};
