import { guessLocale } from '../domain/intake/guess-locale.ts';
import { cleanLine } from '../domain/text-field.ts';
import type { Recipient } from '../letters/letter.ts';
import { insertCustomer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import { insertUser } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { type Intake, senderOf } from './intake.ts';

export type MailContact = Recipient & { userId: number; customerId: number | null };

/**
 * Who wrote: the user with this address, or a stranger, added as a contact that somebody has yet
 * to confirm. Staff have no customer: they write notes, and open no tickets by mail.
 */
export async function contactForMail(
  context: CommandContext,
  { mail, facts }: Pick<Intake, 'mail' | 'facts'>,
): Promise<MailContact> {
  const address = senderOf(mail) ?? '';
  const { sender } = facts;
  if (sender) {
    return {
      userId: sender.id,
      customerId: sender.customer_id,
      name: sender.name,
      address,
      locale: sender.locale,
      timeZone: sender.time_zone,
    };
  }
  return addStranger(context, address, nameOf(mail.from?.name, address), mail);
}

async function addStranger(
  { tx, now }: CommandContext,
  address: string,
  name: string,
  mail: Intake['mail'],
): Promise<MailContact> {
  const { timeZone } = await loadProvider(tx);
  const customer = await insertCustomer(tx, {
    name,
    quality: 'unknown',
    confirmedAt: null,
    createdAt: now,
  });
  const locale = guessLocale(`${mail.subject}\n${mail.bodyText}`);
  const user = await insertUser(tx, {
    customerId: customer.id,
    name,
    email: address,
    roles: ['customer'],
    locale,
    timeZone,
    createdAt: now,
  });
  // the same stranger's other mail is being decided at this moment: trying again finds the contact
  if (!user) throw Object.assign(new Error('The sender was added meanwhile'), { code: '40001' });
  return { userId: user.id, customerId: customer.id, name, address, locale, timeZone };
}

function nameOf(given: string | undefined, address: string): string {
  const name = cleanLine(given ?? '').slice(0, 200);
  return name === '' ? address.slice(0, 200) : name;
}
