import { guessLocale } from '../domain/intake/guess-locale.ts';
import { posesAsAnother } from '../domain/mail/sender-doubts.ts';
import { shownName } from '../domain/mail/shown-sender.ts';
import type { Recipient } from '../letters/letter.ts';
import { insertStranger } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { type Intake, senderOf } from './intake.ts';

export type MailContact = Recipient & { userId: number; customerId: number | null };

/**
 * Who wrote: the user with this address, or a stranger, added as a contact that somebody has yet
 * to confirm. A name that poses as somebody else's is not taken: its address is. Staff have no customer: they write notes, and open no tickets by mail.
 */
export async function contactForMail(
  { tx, now }: CommandContext,
  { mail, facts, doubts }: Pick<Intake, 'mail' | 'facts' | 'doubts'>,
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
  const stranger = {
    name: shownName(posesAsAnother(doubts) ? '' : (mail.from?.name ?? ''), address),
    locale: guessLocale(`${mail.subject}\n${mail.bodyText}`),
    timeZone: facts.provider_time_zone,
  };
  const added = await insertStranger(tx, { ...stranger, email: address, createdAt: now });
  // the same stranger's other mail is being decided at this moment: trying again finds the contact
  if (!added) throw Object.assign(new Error('The sender was added meanwhile'), { code: '40001' });
  return { ...stranger, ...added, address };
}
