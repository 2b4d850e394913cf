import { territoryOfZone } from '../domain/billing/territory.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { readAddress } from '../domain/user/email-address.ts';
import type { Locale } from '../domain/user/role.ts';
import { type Customer, insertCustomer } from '../store/customers.ts';
import { insertUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';

export type ContactDetails = {
  email: string;
  name: string;
  locale: Locale;
  timeZone: string;
  /** The organisation; a person without one is its own customer. */
  organisation: string;
  quality: Customer['quality'];
};

/**
 * Adds a contact with a customer of its own.
 *
 * @param confirmed false while nobody has said who a stranger is
 * @returns the contact, or `email_taken` where another command added the address meanwhile
 */
export async function addContact(
  { tx, now }: CommandContext,
  details: ContactDetails,
  { confirmed }: { confirmed: boolean },
): Promise<Outcome<User>> {
  const email = readAddress(details.email);
  if (!email.ok) return email;
  const name = readField('name', details.name, { max: 200, line: true });
  if (!name.ok) return name;
  if (!isTimeZone(details.timeZone)) return refuse('invalid_choice', { field: 'time_zone' });
  const organisation = details.organisation.trim()
    ? readField('organisation', details.organisation, { max: 200, line: true })
    : name;
  if (!organisation.ok) return organisation;
  const customer = await insertCustomer(tx, {
    name: organisation.value,
    quality: details.quality,
    territory: territoryOfZone(details.timeZone),
    confirmedAt: confirmed ? now : null,
    createdAt: now,
  });
  const user = await insertUser(tx, {
    customerId: customer.id,
    name: name.value,
    email: email.value,
    roles: ['customer'],
    locale: details.locale,
    timeZone: details.timeZone,
    createdAt: now,
  });
  return user ? accept(user) : refuse('email_taken', { field: 'email' });
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
