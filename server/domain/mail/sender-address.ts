import { normaliseAddress } from '../user/email-address.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** The address that a mail says it is from, in its normal form; null where it names none. */
export function senderAddress({
  from,
  sender,
  replyTo,
}: Pick<IncomingMail, 'from' | 'sender' | 'replyTo'>): string | null {
  const named = [from, sender, ...replyTo].find((one) => one && one.address.trim() !== '');
  return named ? normaliseAddress(named.address) : null;
}
