import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { may } from '../domain/user/permission.ts';
import type { Locale } from '../domain/user/role.ts';
import { findCustomer } from '../store/customers.ts';
import { findUserByEmail, insertUser, type User } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command } from './command.ts';
import { isTimeZone } from './contact.ts';

export type InviteInput = {
  customerId: number;
  name: string;
  email: string;
  locale: Locale;
  timeZone: string;
};

/** Staff invite a person to a customer's portal; a contact that exists gets its link again. */
export const inviteContact: Command<InviteInput, { userId: number }> = async (context, input) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'invite_contacts')) return refuse('forbidden');
  const customer = await findCustomer(tx, input.customerId);
  if (!customer) return refuse('not_found');
  const email = readAddress(input.email);
  if (!email.ok) return email;
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  if (!isTimeZone(input.timeZone)) return refuse('invalid_choice', { field: 'time_zone' });

  const known = await findUserByEmail(tx, email.value);
  // never tells which other customer an address belongs to
  if (known && known.customerId !== customer.id) return refuse('email_taken', { field: 'email' });
  if (known?.disabledAt) return refuse('account_disabled', { field: 'email' });
  const contact: User | null =
    known ??
    (await insertUser(tx, {
      customerId: customer.id,
      name: name.value,
      email: email.value,
      roles: ['customer'],
      locale: input.locale,
      timeZone: input.timeZone,
      createdAt: now,
    }));
  if (!contact) return refuse('email_taken', { field: 'email' });
  await sendAccountLink(context, contact, 'invite', actor.name);
  return accept({ userId: contact.id });
};
